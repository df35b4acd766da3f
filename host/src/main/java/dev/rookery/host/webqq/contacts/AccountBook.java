package dev.rookery.host.webqq.contacts;

import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Friend;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.Profile;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.webqq.wire.Uin;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers what an account is asked about people and chats: from what is known, and from the servers where nothing is.
 * Methods may be called on any thread; stages complete on the loop, never exceptionally, and at the latest when the
 * questions that wait have had their turn and their timeout.
 */
public final class AccountBook {

    private final IoLoop loop;
    private final Supplier<Optional<Directory>> current;
    private final Identities identities;

    /**
     * Creates the book.
     *
     * @param current the directory of the present login, asked on the loop; empty while there is none
     */
    public AccountBook(IoLoop loop, Supplier<Optional<Directory>> current, Identities identities) {
        this.loop = loop;
        this.current = current;
        this.identities = identities;
    }

    /** Who the account itself is. */
    public CompletionStage<Answer<Profile>> self() {
        return answer(
                (directory, reply) -> profile(directory, directory.contacts().self(), reply));
    }

    /** The friends, in the order of the server. */
    public CompletionStage<Answer<List<Friend>>> friends() {
        return answer((directory, reply) -> {
            FriendList friends = directory.contacts().friends();
            directory.askUnless(friends.isKnown(), new Lookup.Friends(), trouble -> {
                if (refuse(!friends.all().isEmpty(), trouble, reply)) {
                    return;
                }
                directory.askUnless(
                        friends.isStatusKnown(),
                        new Lookup.Online(),
                        unused -> reply.accept(new Answer.Done<>(friends.all().stream()
                                .map(directory.whoIs()::friend)
                                .toList())));
            });
        });
    }

    /** The groups, in the order of the server. */
    public CompletionStage<Answer<List<Chat>>> groups() {
        return rooms(ChatKind.GROUP, new Lookup.Groups());
    }

    /** The discussions, in the order of the server. */
    public CompletionStage<Answer<List<Chat>>> discussions() {
        return rooms(ChatKind.DISCUSSION, new Lookup.Discussions());
    }

    /** The chats that were used last, the latest first as the server has them. */
    public CompletionStage<Answer<List<Chat>>> recent() {
        return answer((directory, reply) -> directory.ask(new Lookup.Recent(), trouble -> {
            if (!refuse(false, trouble, reply)) {
                reply.accept(new Answer.Done<>(directory.contacts().recent().stream()
                        .map(directory.whoIs()::chat)
                        .toList()));
            }
        }));
    }

    /** Who is in a group or discussion, in the order of the server; at most {@link Room#MAX_MEMBERS}. */
    public CompletionStage<Answer<List<Member>>> members(ChatId chat) {
        if (chat.kind() != ChatKind.GROUP && chat.kind() != ChatKind.DISCUSSION) {
            return CompletableFuture.completedStage(
                    new Answer.Refused<>("only groups and discussions have members, not " + chat));
        }
        return answer((directory, reply) -> {
            Room room = directory.contacts().room(identities.handle(chat));
            if (room == null) {
                reply.accept(new Answer.Refused<>("the account is not in " + chat));
                return;
            }
            directory.askUnless(room.isKnown(), WhoIs.members(room), trouble -> {
                if (!refuse(room.size() > 0, trouble, reply)) {
                    reply.accept(new Answer.Done<>(room.members().stream()
                            .map(member -> directory.whoIs().member(room, member))
                            .toList()));
                }
            });
        });
    }

    /** What somebody tells about themselves. */
    public CompletionStage<Answer<Profile>> profile(PersonId person) {
        return answer((directory, reply) -> profile(directory, identities.uin(person), reply));
    }

    private static void profile(Directory directory, Uin person, Consumer<Answer<Profile>> reply) {
        Contacts contacts = directory.contacts();
        Lookup info =
                contacts.friends().contains(person) ? new Lookup.FriendInfo(person) : new Lookup.StrangerInfo(person);
        directory.ask(person.equals(contacts.self()) ? new Lookup.Self() : info, trouble -> {
            if (!refuse(false, trouble, reply)) {
                // Old servers tell neither the line nor the level; the profile is one without.
                directory.ask(
                        new Lookup.Signature(person),
                        noLine -> directory.ask(
                                new Lookup.Level(person),
                                noLevel -> reply.accept(
                                        new Answer.Done<>(directory.whoIs().profile(person)))));
            }
        });
    }

    private CompletionStage<Answer<List<Chat>>> rooms(ChatKind kind, Lookup list) {
        return answer((directory, reply) -> {
            RoomList rooms = directory.contacts().rooms(kind);
            directory.askUnless(rooms.isKnown(), list, trouble -> {
                if (!refuse(!rooms.all().isEmpty(), trouble, reply)) {
                    reply.accept(new Answer.Done<>(rooms.all().stream()
                            .map(room -> directory.whoIs().chat(room.handle))
                            .toList()));
                }
            });
        });
    }

    /** Whether there was trouble and nothing is known that could be told all the same. */
    private static <T> boolean refuse(boolean somethingKnown, String trouble, Consumer<Answer<T>> reply) {
        boolean refused = !somethingKnown && !trouble.isEmpty();
        if (refused) {
            reply.accept(new Answer.Refused<>("the server did not tell: " + trouble));
        }
        return refused;
    }

    private interface Question<T> {
        void ask(Directory directory, Consumer<Answer<T>> reply);
    }

    private <T> CompletionStage<Answer<T>> answer(Question<T> question) {
        CompletableFuture<Answer<T>> result = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                Optional<Directory> directory = current.get();
                if (directory.isEmpty()) {
                    result.complete(new Answer.Refused<>("the account is not on line"));
                    return;
                }
                try {
                    question.ask(directory.get(), result::complete);
                } catch (IllegalArgumentException e) {
                    result.complete(new Answer.Refused<>(String.valueOf(e.getMessage())));
                }
            });
        } catch (RejectedExecutionException e) {
            result.complete(new Answer.Refused<>("the account is stopped"));
        }
        return result;
    }
}
