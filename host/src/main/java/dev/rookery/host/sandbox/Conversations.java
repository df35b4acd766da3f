package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.Spoken.Venue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is said in the chats of one account, by the people of its world and by its bot, and the memory of it. */
final class Conversations {

    /** What a chat remembers; the oldest is forgotten. */
    static final int MAX_HISTORY = 200;

    /** The temporary sessions that are listed. */
    private static final int MAX_STRANGERS = 100;

    /** What the lists of sent messages remember, over all chats and accounts; the oldest is forgotten. */
    static final int MAX_SENT = 20_000;

    /** One line of a chat. The bot's own have its uin and the msg_id that it gave. */
    record Line(long seq, ChatKey chat, long from, String name, Content content, long msgId, long millis) {}

    /** A message of the bot, numbered from 1 on. */
    private record Sent(long number, Line line) {}

    private final Account account;
    private final EventFeed feed;
    private final int maxSent;
    private final Map<ChatKey, Deque<Line>> history = new HashMap<>();
    private final Deque<Sent> sent = new ArrayDeque<>(1);
    private final List<Runnable> sentListeners = new ArrayList<>();
    private long lastSeq;
    private long lastSent;
    /** Starts anywhere, so that a client that outlives a sandbox does not take new messages for repeated ones. */
    private int lastId = (int) (System.currentTimeMillis() / 1000 % 1_000_000);

    Conversations(Account account, EventFeed feed, int maxSent) {
        this.account = account;
        this.feed = feed;
        this.maxSent = maxSent;
    }

    boolean exists(ChatKey chat) {
        return switch (chat.kind()) {
            case FRIEND -> world().friend(chat.id()).isPresent();
            case GROUP -> world().group(chat.id()).isPresent();
            case DISCUSSION -> world().discussion(chat.id()).isPresent();
            case SESSION -> stranger(chat).isPresent();
        };
    }

    /** What a member of a chat is called there; empty when that uin cannot speak in that chat. */
    Optional<String> speaker(ChatKey chat, long uin) {
        if (uin == world().account().uin()) {
            return Optional.empty();
        }
        return switch (chat.kind()) {
            case FRIEND ->
                world().friend(chat.id()).filter(friend -> uin == chat.id()).map(World.Friend::shownName);
            case GROUP ->
                world().group(chat.id()).flatMap(group -> group.member(uin)).map(World.Member::shownName);
            case DISCUSSION ->
                world().discussion(chat.id())
                        .flatMap(discussion -> discussion.member(uin))
                        .map(World.Person::nick);
            case SESSION -> stranger(chat).filter(person -> uin == chat.id()).map(World.Person::nick);
        };
    }

    private World world() {
        return account.world();
    }

    /** Whoever a temporary session is with: anybody but the account and its friends. */
    private Optional<World.Person> stranger(ChatKey chat) {
        boolean known = chat.id() == world().account().uin()
                || world().friend(chat.id()).isPresent();
        return known ? Optional.empty() : account.person(chat.id());
    }

    /**
     * What the wire tells about a chat besides its number; for a temporary session the first group, else the first
     * discussion, that the stranger is in.
     */
    private Venue venue(ChatKey chat) {
        return switch (chat.kind()) {
            case FRIEND -> Venue.NONE;
            case GROUP ->
                world().group(chat.id())
                        .map(group -> new Venue(group.code(), group.number(), false))
                        .orElse(Venue.NONE);
            case DISCUSSION -> new Venue(chat.id(), account.discussionSeq(chat.id()), true);
            case SESSION -> {
                long qq = account.person(chat.id()).map(World.Person::qq).orElse(0L);
                yield world().groups().stream()
                        .filter(group -> group.member(chat.id()).isPresent())
                        .findFirst()
                        .map(group -> new Venue(group.gid(), qq, false))
                        .or(() -> world().discussions().stream()
                                .filter(discussion ->
                                        discussion.member(chat.id()).isPresent())
                                .findFirst()
                                .map(discussion -> new Venue(discussion.did(), qq, true)))
                        .orElse(new Venue(0, qq, false));
            }
        };
    }

    /** A number for whatever is said or told next. */
    int nextId() {
        return ++lastId;
    }

    /** Somebody says something to the account. The id of the message; empty when too much waits for the bot already. */
    OptionalInt say(ChatKey chat, long from, String name, Content content) {
        Instant now = Instant.now();
        Spoken message = new Spoken(++lastId, chat, from, venue(chat), content, now.getEpochSecond());
        if (!account.sessions().deliver(message)) {
            return OptionalInt.empty();
        }
        account.tallies().said();
        remember(new Line(++lastSeq, chat, from, name, content, message.id(), now.toEpochMilli()));
        return OptionalInt.of(message.id());
    }

    /** The bot has said something. */
    void heard(ChatKey chat, Content content, long msgId) {
        World.Person bot = account.self();
        Line line = new Line(++lastSeq, chat, bot.uin(), bot.nick(), content, msgId, System.currentTimeMillis());
        account.tallies().sent(msgId);
        sent.addLast(new Sent(++lastSent, line));
        if (sent.size() > maxSent) {
            sent.removeFirst();
        }
        remember(line);
        List<Runnable> listeners = List.copyOf(sentListeners);
        sentListeners.clear();
        listeners.forEach(Runnable::run);
    }

    /** What the bot has said comes back to it as a message, as the real service did it since May 2017. */
    void echo(ChatKey chat, Content content) {
        account.sessions()
                .deliver(new Spoken(
                        ++lastId,
                        chat,
                        world().account().uin(),
                        venue(chat),
                        content,
                        Instant.now().getEpochSecond()));
    }

    private void remember(Line line) {
        Deque<Line> lines = history.computeIfAbsent(line.chat(), chat -> new ArrayDeque<>(4));
        lines.addLast(line);
        if (lines.size() > MAX_HISTORY) {
            lines.removeFirst();
        }
        feed.message(account, describe(line));
    }

    /** The number of the last message of the bot. */
    long lastSent() {
        return lastSent;
    }

    /** Calls once, at the next message of the bot. */
    void onNextSent(Runnable listener) {
        sentListeners.add(listener);
    }

    void forget(Runnable listener) {
        sentListeners.remove(listener);
    }

    /** What the bot has sent after number {@code since}. */
    ArrayNode sentSince(long since) {
        Deque<ObjectNode> list = new ArrayDeque<>();
        Iterator<Sent> newestFirst = sent.descendingIterator();
        while (newestFirst.hasNext()) {
            Sent message = newestFirst.next();
            if (message.number() <= since) {
                break;
            }
            list.addFirst(describe(message));
        }
        return Json.array().addAll(list);
    }

    private static ObjectNode describe(Sent message) {
        Line line = message.line();
        ObjectNode described = Json.object()
                .put("n", message.number())
                .put("chat", line.chat().toString())
                .put("text", line.content().plain());
        described.set("segments", line.content().segments());
        return described.put("msg_id", line.msgId()).put("time", line.millis());
    }

    ArrayNode history(ChatKey chat) {
        ArrayNode list = Json.array();
        lines(chat).forEach(line -> list.add(describe(line)));
        return list;
    }

    /** The temporary sessions in which something has been said, at most {@value #MAX_STRANGERS} of them. */
    List<ChatKey> strangers() {
        return history.keySet().stream()
                .filter(chat -> chat.kind() == ChatKey.Kind.SESSION && exists(chat))
                .sorted(Comparator.comparingLong(ChatKey::id))
                .limit(MAX_STRANGERS)
                .toList();
    }

    /** What is remembered of a chat, the oldest first. */
    List<Line> lines(ChatKey chat) {
        return List.copyOf(history.getOrDefault(chat, new ArrayDeque<>()));
    }

    /** The last line of a chat. */
    Optional<ObjectNode> last(ChatKey chat) {
        return Optional.ofNullable(history.get(chat)).map(lines -> describe(lines.getLast()));
    }

    private ObjectNode describe(Line line) {
        ObjectNode described = Json.object()
                .put("seq", line.seq())
                .put("chat", line.chat().toString())
                .put("from", line.from())
                .put("name", line.name())
                .put("bot", line.from() == account.qq())
                .put("text", line.content().plain());
        described.set("segments", line.content().segments());
        return described.put("msg_id", line.msgId()).put("time", line.millis());
    }
}
