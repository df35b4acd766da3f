package dev.rookery.host.webqq;

import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.ContactEvent;
import dev.rookery.api.event.GroupEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.host.webqq.contacts.Change;
import dev.rookery.host.webqq.contacts.ChatHandle;
import dev.rookery.host.webqq.contacts.Contacts;
import dev.rookery.host.webqq.contacts.Directory;
import dev.rookery.host.webqq.contacts.SessionRoute;
import dev.rookery.host.webqq.contacts.WhoIs;
import dev.rookery.host.webqq.wire.FileNotice;
import dev.rookery.host.webqq.wire.FriendNotice;
import dev.rookery.host.webqq.wire.GroupNotice;
import dev.rookery.host.webqq.wire.PollEvent;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.WireGroup;
import dev.rookery.host.webqq.wire.WireMessage;
import dev.rookery.host.webqq.wire.WirePerson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what the wire tells what plugins are told: hands the numbers and news in it to the contacts at once, and
 * says which people have to be known before the event can be made. On the loop only.
 */
final class Interpreter {

    /** The words by which the page of a shared file begins (Mojo-Webqq). */
    private static final String SHARED_FILE = "共享文件";

    private final Directory directory;
    private final Contacts contacts;
    private final WhoIs whoIs;
    private final FileInterpreter files;

    Interpreter(Directory directory) {
        this.directory = directory;
        this.contacts = directory.contacts();
        this.whoIs = directory.whoIs();
        this.files = new FileInterpreter(whoIs);
    }

    /** A message of any of the four kinds. */
    Arrival message(WireMessage message) {
        if (message.details() instanceof WireMessage.Details.OfGroup details) {
            learn(details.group());
        } else if (message.details() instanceof WireMessage.Details.OfSession details) {
            contacts.learnSession(message.sender(), new SessionRoute(details.via(), details.serviceType()));
            learn(message.sender(), details.number());
        }
        return said(
                new ChatHandle(message.kind(), message.chat()),
                message.sender(),
                message.messageId(),
                message.message(),
                message.at());
    }

    /** Whatever else concerns a chat; a change of the friend list may be several things. */
    List<Arrival> notice(PollEvent event) {
        if (event instanceof FriendNotice notice) {
            return friend(notice);
        }
        if (event instanceof GroupNotice notice) {
            learn(notice.group());
            return group(notice);
        }
        return event instanceof FileNotice notice ? files.notice(notice) : List.of();
    }

    /** What comparing lists has shown. */
    Arrival change(Change change) {
        Instant now = Instant.now();
        ChatHandle chat = change.chat();
        if (change instanceof Change.FriendAdded added) {
            return about(added.who(), person -> new ContactEvent.FriendAdded(person, now));
        }
        if (change instanceof Change.FriendRemoved removed) {
            return new Arrival(
                    chat,
                    List.of(),
                    () -> new ContactEvent.FriendRemoved(whoIs.person(chat, removed.who(), removed.name()), now));
        }
        if (change instanceof Change.RoomGone gone) {
            return new Arrival(chat, List.of(), () -> new GroupEvent.Gone(whoIs.chat(chat, gone.name()), now));
        }
        if (change instanceof Change.RoomRenamed renamed) {
            return new Arrival(chat, List.of(), () -> new GroupEvent.Renamed(whoIs.chat(chat), renamed.before(), now));
        }
        if (change instanceof Change.AdminChanged admin) {
            return new Arrival(
                    chat,
                    List.of(admin.who()),
                    () -> new GroupEvent.AdminChanged(
                            whoIs.chat(chat), whoIs.person(chat, admin.who()), admin.admin(), now));
        }
        return new Arrival(chat, List.of(), () -> new GroupEvent.Joined(whoIs.chat(chat), now));
    }

    private Arrival said(ChatHandle chat, Uin sender, String id, Message words, Instant at) {
        return new Arrival(
                chat,
                List.of(sender),
                () -> new MessageReceived(
                        new MessageId(id), whoIs.chat(chat), whoIs.person(chat, sender), whoIs.self(chat), words, at));
    }

    private List<Arrival> friend(FriendNotice notice) {
        Instant now = Instant.now();
        if (notice instanceof FriendNotice.StatusChanged changed) {
            OnlineStatus status = Contacts.status(changed.status());
            return contacts.learnStatus(changed.who(), status)
                    ? List.of(about(changed.who(), person -> new ContactEvent.StatusChanged(person, status, now)))
                    : List.of();
        }
        if (notice instanceof FriendNotice.Typing typing) {
            ChatHandle chat = ChatHandle.friend(typing.who());
            return List.of(about(typing.who(), person -> new ContactEvent.Typing(whoIs.chat(chat), person, now)));
        }
        if (notice instanceof FriendNotice.Shaken shaken) {
            ChatHandle chat = ChatHandle.friend(shaken.who());
            return List.of(about(shaken.who(), person -> new ContactEvent.Shook(whoIs.chat(chat), person, now)));
        }
        if (notice instanceof FriendNotice.Requested asked) {
            learn(asked.who().uin(), asked.who().number());
            return List.of(
                    about(asked.who().uin(), person -> new ContactEvent.FriendRequested(person, asked.words(), now)));
        }
        if (notice instanceof FriendNotice.Accepted accepted) {
            learn(accepted.who().uin(), accepted.who().number());
            directory.refreshFriends();
            return List.of(about(
                    accepted.who().uin(),
                    person -> new ContactEvent.FriendAccepted(person, accepted.addedBack(), now)));
        }
        if (notice instanceof FriendNotice.Added added) {
            learn(added.who().uin(), added.who().number());
            return added(List.of(added.who().uin()), now);
        }
        List<Arrival> arrivals = new ArrayList<>();
        if (notice instanceof FriendNotice.ListChanged list) {
            for (Uin gone : list.removed()) {
                String name = contacts.friendName(gone);
                contacts.removeFriend(gone);
                arrivals.add(change(new Change.FriendRemoved(gone, name)));
            }
            arrivals.addAll(
                    added(list.added().stream().map(entry -> entry.who()).toList(), now));
        }
        return arrivals;
    }

    private List<Arrival> added(List<Uin> people, Instant now) {
        List<Uin> news = people.stream().filter(contacts::announceFriend).toList();
        if (!news.isEmpty()) {
            directory.refreshFriends();
        }
        return news.stream()
                .map(who -> about(who, person -> new ContactEvent.FriendAdded(person, now)))
                .toList();
    }

    private List<Arrival> group(GroupNotice notice) {
        Instant now = Instant.now();
        long gid = notice.group().gid();
        ChatHandle chat = ChatHandle.group(gid);
        if (notice instanceof GroupNotice.Created) {
            return joined(gid);
        }
        if (notice instanceof GroupNotice.Joined joined) {
            if (joined.member().uin().equals(contacts.self())) {
                return joined(gid);
            }
            learn(joined.member());
            learn(joined.by());
            return List.of(new Arrival(
                    chat,
                    people(joined.member(), joined.by()),
                    () -> new GroupEvent.MemberJoined(
                            whoIs.chat(chat), person(chat, joined.member()), by(chat, joined.by()), now)));
        }
        if (notice instanceof GroupNotice.Left left) {
            return left(chat, left, now);
        }
        if (notice instanceof GroupNotice.JoinRequested asked) {
            learn(asked.who());
            return List.of(new Arrival(
                    chat,
                    people(asked.who(), null),
                    () -> new GroupEvent.JoinRequested(
                            whoIs.chat(chat), person(chat, asked.who()), asked.words(), now)));
        }
        if (notice instanceof GroupNotice.JoinDecided decided) {
            if (decided.agreed()) {
                directory.refreshGroups();
            }
            return List.of(new Arrival(
                    chat,
                    List.of(),
                    () -> new GroupEvent.JoinAnswered(whoIs.chat(chat), decided.agreed(), decided.words(), now)));
        }
        return notice instanceof GroupNotice.WebMessage page ? page(chat, page, now) : List.of();
    }

    /** What the account itself comes into is learned from the list, and told when that names it. */
    private List<Arrival> joined(long gid) {
        if (!contacts.announceGroup(gid)) {
            return List.of();
        }
        directory.refreshGroups();
        return List.of(change(new Change.RoomJoined(ChatHandle.group(gid))));
    }

    private List<Arrival> left(ChatHandle chat, GroupNotice.Left left, Instant now) {
        if (left.member().uin().equals(contacts.self())) {
            String name = contacts.chatName(chat);
            return contacts.removeGroup(chat.number()) ? List.of(change(new Change.RoomGone(chat, name))) : List.of();
        }
        learn(left.member());
        learn(left.by());
        return List.of(new Arrival(chat, people(left.by(), null), () -> {
            BotEvent event = new GroupEvent.MemberLeft(
                    whoIs.chat(chat),
                    person(chat, left.member()),
                    left.kicked() ? by(chat, left.by()) : Optional.empty(),
                    now);
            contacts.removeMember(chat.number(), left.member().uin());
            return event;
        }));
    }

    private List<Arrival> page(ChatHandle chat, GroupNotice.WebMessage page, Instant now) {
        Uin sender = page.sender();
        if (sender.equals(contacts.self())) {
            return List.of();
        }
        List<String> lines = page.lines();
        if (lines.size() < 2 || !lines.get(0).contains(SHARED_FILE)) {
            return List.of(said(chat, sender, "", Message.text(String.join("\n", lines)), now));
        }
        return List.of(new Arrival(
                chat,
                List.of(sender),
                () -> FileInterpreter.shared(whoIs.chat(chat), whoIs.person(chat, sender), lines.get(1), now)));
    }

    private Arrival about(Uin who, Function<Person, BotEvent> event) {
        ChatHandle chat = ChatHandle.friend(who);
        return new Arrival(chat, List.of(who), () -> event.apply(whoIs.person(chat, who)));
    }

    private Person person(ChatHandle chat, WirePerson person) {
        return whoIs.person(chat, person.uin(), person.name());
    }

    private Optional<Person> by(ChatHandle chat, @Nullable WirePerson person) {
        return person == null ? Optional.empty() : Optional.of(person(chat, person));
    }

    private static List<Uin> people(@Nullable WirePerson one, @Nullable WirePerson other) {
        List<Uin> people = new ArrayList<>();
        if (one != null) {
            people.add(one.uin());
        }
        if (other != null) {
            people.add(other.uin());
        }
        return people;
    }

    private void learn(WireGroup group) {
        contacts.learnGroup(group.gid(), group.code(), group.number());
    }

    private void learn(@Nullable WirePerson person) {
        if (person != null) {
            learn(person.uin(), person.number());
        }
    }

    private void learn(Uin person, @Nullable QqNumber number) {
        if (number != null) {
            directory.learnNumber(person, number);
        }
    }
}
