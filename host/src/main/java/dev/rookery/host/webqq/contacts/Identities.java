package dev.rookery.host.webqq.contacts;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Uin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Gives people and chats ids that outlast logins and restarts, although every handle changes, and translates them back:
 * the one place that knows how. See the package for the scheme. On the loop only.
 */
public final class Identities {

    /**
     * How many people are remembered; beyond that the one longest unseen is forgotten, and gets a new id when they come
     * back unless their number is told.
     */
    public static final int MAX_PEOPLE = 50_000;

    /** How many groups are remembered, and as many discussions; as {@link #MAX_PEOPLE}. */
    public static final int MAX_ROOMS = 5_000;

    /** How long what was learned waits to be written, so that much of it goes at once. A crash loses so much. */
    static final Duration WRITE_AFTER = Duration.ofSeconds(10);

    private static final long INVENTED = 36L * 36 * 36 * 36 * 36 * 36 * 36 * 36;

    private final String account;
    private final IdentityFile file;
    private final BiConsumer<Duration, Runnable> timer;
    private final Supplier<Long> today;
    private final IdentityTable<Uin, KnownPerson> people;
    private final Map<ChatKind, IdentityTable<ChatHandle, KnownRoom>> rooms;
    private final Recogniser recogniser;
    private boolean dirty;

    Identities(String account, IdentityFile file, BiConsumer<Duration, Runnable> timer) {
        this.account = account;
        this.file = file;
        this.timer = timer;
        this.today = () -> LocalDate.now(ZoneOffset.UTC).toEpochDay();
        this.people = new IdentityTable<>(
                account, "person", MAX_PEOPLE, KnownPerson::new, Identities::inventedId, today, this::changed);
        this.rooms = Map.of(ChatKind.GROUP, roomTable("group"), ChatKind.DISCUSSION, roomTable("discussion"));
        this.recogniser = new Recogniser(people, rooms);
        IdentityFile.Content earlier = file.read();
        people.remember(earlier.people());
        rooms(ChatKind.GROUP).remember(earlier.groups());
        rooms(ChatKind.DISCUSSION).remember(earlier.discussions());
    }

    /**
     * Reads what is remembered of an account; blocks for as long as the disk takes.
     *
     * @param account the account's name
     * @param loop where it is used and its timers run
     * @param directory where {@code <account>-identities.json} lies or will lie
     */
    public static Identities open(String account, IoLoop loop, Path directory) {
        return new Identities(account, new IdentityFile(directory, account), loop::schedule);
    }

    /** A new login: nothing that was known by its handle is, but what is remembered can be recognised. */
    public void begin(QqNumber self) {
        people.begin();
        rooms.values().forEach(IdentityTable::begin);
        recogniser.begin();
        people.learnNumber(new Uin(self.value()), self.value());
    }

    /** Takes somebody's lasting number. */
    public void learnNumber(Uin person, QqNumber number) {
        people.learnNumber(person, number.value());
    }

    /** Takes the lasting number of a group. */
    public void learnNumber(ChatHandle group, long number) {
        rooms(group.kind()).learnNumber(group, number);
    }

    /** Whether somebody has an id in this login. */
    boolean isBound(Uin person) {
        return people.isBound(person);
    }

    /** Whether a group or discussion has an id in this login. */
    boolean isBound(ChatHandle room) {
        return rooms(room.kind()).isBound(room);
    }

    /** Whether nobody has told the lasting number yet. */
    boolean lacksNumber(Uin person) {
        return people.numberOf(person) == 0;
    }

    /** As {@link #lacksNumber(Uin)}. */
    boolean lacksNumber(ChatHandle group) {
        return rooms(group.kind()).numberOf(group) == 0;
    }

    /** Finds out who is a friend of an earlier login, so that they can be spoken to before they speak. */
    void recognise(Uin friend, PersonTraits traits) {
        people.bindKnown(friend, () -> recogniser.person(traits));
    }

    /** As {@link #recognise(Uin, PersonTraits)}. */
    void recognise(ChatHandle room, RoomTraits traits) {
        rooms(room.kind()).bindKnown(room, () -> recogniser.room(room.kind(), traits));
    }

    /** Whether a group or discussion could be told from its namesakes if all their members were known. */
    boolean isUnsettled(ChatHandle room, RoomTraits traits) {
        return !isBound(room) && lacksNumber(room) && recogniser.isUndecidedYet(room.kind(), traits);
    }

    /** Somebody, by the name they have where they are met. */
    Person person(Uin uin, String name, PersonTraits traits) {
        IdentityTable.Bound bound = people.bind(uin, () -> recogniser.person(traits));
        people.update(uin, known -> {
            KnownPerson now = traits.friend() == null ? known : known.asFriend(traits.friend());
            for (Map.Entry<ChatHandle, MemberName> card : traits.cards().entrySet()) {
                Optional<String> room = roomId(card.getKey());
                now = room.isPresent() ? now.withCard(room.get(), card.getValue()) : now;
            }
            return now;
        });
        return new Person(new PersonId(account, bound.id()), name, bound.certainty());
    }

    /** A private chat, which is known by who the other is. */
    Chat chat(ChatKind kind, Person other, String name) {
        return new Chat(new ChatId(account, kind, other.id().value()), name, other.certainty());
    }

    /** A group or discussion. */
    Chat chat(ChatHandle room, String name, RoomTraits traits) {
        IdentityTable<ChatHandle, KnownRoom> table = rooms(room.kind());
        table.disproveIf(room, known -> known.members().contradicts(traits.members()), "its members are others");
        IdentityTable.Bound bound = table.bind(room, () -> recogniser.room(room.kind(), traits));
        table.update(room, known -> known.with(traits.name(), traits.members()));
        return new Chat(new ChatId(account, room.kind(), bound.id()), name, bound.certainty());
    }

    /**
     * The number to send to in this login: uin, gid or did.
     *
     * @throws IllegalArgumentException if it is no chat that can be spoken to in this login; the message is for people
     */
    public long number(ChatId chat) {
        return handle(chat).number();
    }

    /**
     * A chat as this login names it.
     *
     * @throws IllegalArgumentException as {@link #number}
     */
    public ChatHandle handle(ChatId chat) {
        check(chat.account(), "chat");
        Optional<ChatHandle> handle = switch (chat.kind()) {
            case GROUP, DISCUSSION -> rooms(chat.kind()).handle(chat.value());
            default -> people.handle(chat.value()).map(uin -> new ChatHandle(chat.kind(), uin.value()));
        };
        return handle.orElseThrow(() -> new IllegalArgumentException("no such chat in this sign-in: " + chat
                + " (expected: one that was heard or listed and could be recognised)"));
    }

    /**
     * Somebody's handle in this login.
     *
     * @throws IllegalArgumentException if nobody of this login is known to be this person; the message is for people
     */
    public Uin uin(PersonId person) {
        check(person.account(), "person");
        return people.handle(person.value())
                .orElseThrow(() -> new IllegalArgumentException("nobody of this sign-in is " + person
                        + " (expected: somebody who was heard or listed and could be recognised)"));
    }

    /**
     * Whether somebody of this login was only taken for this person, by what they look like: what was told of the
     * person at another time may be somebody else's.
     */
    public boolean isDoubtful(PersonId person) {
        return person.account().equals(account) && people.isDoubtful(person.value());
    }

    /** As {@link #isDoubtful(PersonId)}, of a group. */
    public boolean isDoubtful(ChatId group) {
        return group.account().equals(account)
                && group.kind() == ChatKind.GROUP
                && rooms(ChatKind.GROUP).isDoubtful(group.value());
    }

    /** The lasting number of a person, if it was ever told. */
    public OptionalLong qqNumber(PersonId person) {
        return present(person.account().equals(account) ? people.number(person.value()) : 0);
    }

    /** The lasting number of a group, if it was ever told. */
    public OptionalLong groupNumber(ChatId group) {
        return present(
                group.account().equals(account) && group.kind() == ChatKind.GROUP
                        ? rooms(ChatKind.GROUP).number(group.value())
                        : 0);
    }

    /** Writes what is not written yet; completes when it lies on the disk, never exceptionally. */
    public CompletionStage<Void> close() {
        write();
        return file.written();
    }

    private Optional<String> roomId(ChatHandle room) {
        return rooms(room.kind()).boundTo(room);
    }

    private void check(String owner, String what) {
        if (!owner.equals(account)) {
            throw new IllegalArgumentException("the " + what + " belongs to account " + owner + ", not " + account);
        }
    }

    private IdentityTable<ChatHandle, KnownRoom> rooms(ChatKind kind) {
        IdentityTable<ChatHandle, KnownRoom> table = rooms.get(kind);
        if (table == null) {
            throw new IllegalArgumentException(
                    "a chat of kind " + kind + " has no members (expected: GROUP, DISCUSSION)");
        }
        return table;
    }

    private IdentityTable<ChatHandle, KnownRoom> roomTable(String sort) {
        return new IdentityTable<>(
                account, sort, MAX_ROOMS, KnownRoom::new, Identities::inventedId, today, this::changed);
    }

    private void changed() {
        if (!dirty) {
            dirty = true;
            timer.accept(WRITE_AFTER, this::write);
        }
    }

    private void write() {
        if (dirty) {
            dirty = false;
            file.write(new IdentityFile.Content(
                    people.remembered(),
                    rooms(ChatKind.GROUP).remembered(),
                    rooms(ChatKind.DISCUSSION).remembered()));
        }
    }

    /** By chance and not by counting, so that no id comes again when the file was lost. */
    private static String inventedId() {
        String digits = Long.toString(ThreadLocalRandom.current().nextLong(INVENTED), 36);
        return "x" + "0".repeat(8 - digits.length()) + digits.toLowerCase(Locale.ROOT);
    }

    private static OptionalLong present(long number) {
        return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
