package dev.rookery.testkit;

import dev.rookery.api.account.Role;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.GroupEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * An account of the bot on a virtual network, and the people that it knows there. The ids of people and groups are
 * their names. For the test's thread.
 */
public final class TestAccount {

    private final VirtualWorld world;
    private final VirtualNetwork network;

    TestAccount(VirtualWorld world, VirtualNetwork network) {
        this.world = world;
        this.network = network;
    }

    /**
     * The account's name as plugins know it.
     *
     * @return what stands in their ids
     */
    public String name() {
        return network.name();
    }

    /**
     * The bot itself on this account.
     *
     * @return the person that mentions are for
     */
    public Person self() {
        return network.self();
    }

    /**
     * A friend.
     *
     * @param name who
     * @return the friend in their private chat, always the same
     */
    public TestUser user(String name) {
        network.befriend(name);
        return new TestUser(this, chat(ChatKind.FRIEND, name), person(name));
    }

    /**
     * One of the bot's owners, who have all to say.
     *
     * @param name who
     * @return the friend, who is an owner from now on
     */
    public TestUser owner(String name) {
        world.host().rule(rules -> rules.owner(person(name).id()));
        return user(name);
    }

    /**
     * One of the bot's admins, who have a say in every chat.
     *
     * @param name who
     * @return the friend, who is an admin from now on
     */
    public TestUser admin(String name) {
        world.host().rule(rules -> rules.admin(person(name).id()));
        return user(name);
    }

    /**
     * Somebody who is no contact and speaks in a temporary chat.
     *
     * @param name who
     * @return the stranger in that chat
     */
    public TestUser stranger(String name) {
        return new TestUser(this, chat(ChatKind.SESSION, name), person(name));
    }

    /**
     * A group that the bot is in.
     *
     * @param name which
     * @return the group, always the same
     */
    public TestGroup group(String name) {
        return group(chat(ChatKind.GROUP, name));
    }

    /**
     * A discussion that the bot is in.
     *
     * @param name which
     * @return the discussion, always the same
     */
    public TestGroup discussion(String name) {
        return group(chat(ChatKind.DISCUSSION, name));
    }

    private TestGroup group(Chat chat) {
        network.open(chat);
        return new TestGroup(this, chat);
    }

    /**
     * From now on the network takes no message.
     *
     * @param reason what it says about it
     */
    public void refusesMessages(String reason) {
        network.refuse(reason);
    }

    /** From now on the network takes messages again. */
    public void takesMessages() {
        network.accept();
    }

    /**
     * Something happens besides what is said; the bot has it when this returns.
     *
     * @param event of this account
     */
    public void happens(BotEvent event) {
        if (!event.account().equals(name())) {
            throw new IllegalArgumentException(
                    "event of account '" + event.account() + "' (expected: of '" + name() + "')");
        }
        world.hears(event);
    }

    private Chat chat(ChatKind kind, String name) {
        return new Chat(new ChatId(name(), kind, name), name);
    }

    Person person(String name) {
        return new Person(new PersonId(name(), name), name);
    }

    void enters(Chat group, String name, Role role) {
        if (network.enter(group, person(name), role)) {
            world.host().rolesChanged(new GroupEvent.MemberJoined(group, person(name), Optional.empty(), now()));
        }
    }

    void leaves(Chat group, String name) {
        network.leave(group, person(name));
    }

    void heard(Chat chat, Person speaker, Message message) {
        world.hears(new MessageReceived(network.nextId(), chat, speaker, self(), message, now()));
    }

    Instant now() {
        return world.now();
    }

    Replies replies() {
        return world.replies();
    }
}
