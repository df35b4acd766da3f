package dev.rookery.api.account;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Segment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What one account can be asked besides hearing and speaking. Plugins get it from
 * {@link dev.rookery.api.plugin.PluginContext#account}; networks implement as much of it as they can, the rest refuses.
 *
 * <p>No method blocks and none throws for trouble on the network; stages never complete exceptionally. For plugins they
 * complete on the plugin's callback thread. What needs a permission that the operator did not give is refused with a
 * sentence that names the key to set.
 */
public interface Account {

    /**
     * The account's name.
     *
     * @return as it stands in the configuration
     */
    String name();

    /**
     * Who the account itself is.
     *
     * @return its profile
     */
    default CompletionStage<Answer<Profile>> self() {
        return unsupported();
    }

    /**
     * The contacts.
     *
     * @return in the network's order
     */
    default CompletionStage<Answer<List<Friend>>> friends() {
        return unsupported();
    }

    /**
     * The groups that the account is in.
     *
     * @return in the network's order
     */
    default CompletionStage<Answer<List<Chat>>> groups() {
        return unsupported();
    }

    /**
     * The discussions that the account is in.
     *
     * @return in the network's order
     */
    default CompletionStage<Answer<List<Chat>>> discussions() {
        return unsupported();
    }

    /**
     * The chats that were used last, as the network remembers them.
     *
     * @return the latest first
     */
    default CompletionStage<Answer<List<Chat>>> recent() {
        return unsupported();
    }

    /**
     * Who is in a group or discussion.
     *
     * @param chat which one
     * @return in the network's order
     */
    default CompletionStage<Answer<List<Member>>> members(ChatId chat) {
        return unsupported();
    }

    /**
     * What somebody tells about themselves.
     *
     * @param person who
     * @return the profile
     */
    default CompletionStage<Answer<Profile>> profile(PersonId person) {
        return unsupported();
    }

    /**
     * Somebody's picture.
     *
     * @param person who
     * @return the picture
     */
    default CompletionStage<Answer<Media.Bytes>> avatar(PersonId person) {
        return unsupported();
    }

    /**
     * Fetches a picture that was heard.
     *
     * @param image from a message of this account
     * @return the picture, at most 8 MiB
     */
    default CompletionStage<Answer<Media.Bytes>> fetch(Segment.Image image) {
        return image.media() instanceof Media.Bytes bytes
                ? CompletableFuture.completedStage(new Answer.Done<>(bytes))
                : unsupported();
    }

    /**
     * Shows the account differently. Needs {@link AccountPermission#PROFILE}.
     *
     * @param status how
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> setStatus(OnlineStatus status) {
        return unsupported();
    }

    /**
     * Changes the line under the account's name. Needs {@link AccountPermission#PROFILE}.
     *
     * @param signature the line; empty for none
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> setSignature(String signature) {
        return unsupported();
    }

    /**
     * Accepts a friend request and makes the person a contact. Needs {@link AccountPermission#FRIENDS}.
     *
     * @param person who asked, from {@link dev.rookery.api.event.ContactEvent.FriendRequested}
     * @param remark what to call them; empty for their own name
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> acceptFriend(PersonId person, String remark) {
        return unsupported();
    }

    /**
     * Refuses a friend request. Needs {@link AccountPermission#FRIENDS}.
     *
     * @param person who asked
     * @param reason shown to them; may be empty
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> refuseFriend(PersonId person, String reason) {
        return unsupported();
    }

    /**
     * Changes what the account calls a friend. Needs {@link AccountPermission#FRIENDS}.
     *
     * @param friend who
     * @param remark the new name; empty for none
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> setRemark(PersonId friend, String remark) {
        return unsupported();
    }

    /**
     * Answers a request to join a group. Needs {@link AccountPermission#GROUPS}.
     *
     * @param group which group
     * @param person who asked, from {@link dev.rookery.api.event.GroupEvent.JoinRequested}
     * @param accept whether they may come in
     * @param reason shown to them when they may not; may be empty
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> answerJoin(
            ChatId group, PersonId person, boolean accept, String reason) {
        return unsupported();
    }

    /**
     * Puts somebody out of a group. Needs {@link AccountPermission#GROUPS}.
     *
     * @param group which group
     * @param member who
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> kick(ChatId group, PersonId member) {
        return unsupported();
    }

    /**
     * Silences somebody in a group. Needs {@link AccountPermission#GROUPS}.
     *
     * @param group which group
     * @param member who
     * @param howLong whole seconds; zero lets them speak again
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> mute(ChatId group, PersonId member, Duration howLong) {
        return unsupported();
    }

    /**
     * Changes the name that somebody has in a group. Needs {@link AccountPermission#GROUPS}.
     *
     * @param group which group
     * @param member who
     * @param card the name; empty for their own
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> setCard(ChatId group, PersonId member, String card) {
        return unsupported();
    }

    /**
     * Makes somebody an administrator of a group, or takes it back. Needs {@link AccountPermission#GROUPS}.
     *
     * @param group which group
     * @param member who
     * @param admin whether they shall be one
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> setAdmin(ChatId group, PersonId member, boolean admin) {
        return unsupported();
    }

    /**
     * Signs the account's daily presence in a group, where the network has such a custom. Needs
     * {@link AccountPermission#GROUPS}.
     *
     * @param group which group
     * @return whether it was done
     */
    default CompletionStage<Answer<Answer.Nothing>> signIn(ChatId group) {
        return unsupported();
    }

    private <T> CompletionStage<Answer<T>> unsupported() {
        return CompletableFuture.completedStage(
                new Answer.Refused<>("the network of account " + name() + " does not offer this"));
    }
}
