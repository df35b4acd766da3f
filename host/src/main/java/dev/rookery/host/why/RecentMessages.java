package dev.rookery.host.why;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.time.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The latest messages of each chat and what became of them, in memory only. A busy chat forgets its own messages and
 * not those of a quiet one. Any thread; there is no lock that two chats share.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>name</th><th>default</th><th>consequence</th></tr>
 * <tr><td>{@link #MOST_IN_CHAT}</td><td>32 messages</td><td>the chat's oldest is forgotten</td></tr>
 * <tr><td>{@link #MOST}</td><td>4,096 messages</td><td>one of the chat that grew first is forgotten</td></tr>
 * <tr><td>{@link #LONGEST_TEXT}</td><td>200 characters</td><td>the rest of the text is not kept</td></tr>
 * </table>
 */
public final class RecentMessages implements Trail {

    /** How many messages of one chat are remembered. */
    public static final int MOST_IN_CHAT = 32;

    /** How many messages are remembered in all. */
    public static final int MOST = 4_096;

    /** How much of a message's text is remembered. */
    public static final int LONGEST_TEXT = 200;

    private final Map<ChatId, ChatTrail> chats = new ConcurrentHashMap<>();
    private final Map<String, MessageCounts> counts = new ConcurrentHashMap<>();
    /** One entry for each message that is remembered: whose it is, the first that came first. */
    private final Queue<ChatTrail> slots = new ConcurrentLinkedQueue<>();

    private final AtomicInteger size = new AtomicInteger();
    private final Timers timers;

    /** The messages of one chat, guarded by this; once gone it takes no further ones. */
    private static final class ChatTrail {
        private final ChatId chat;
        private final ArrayDeque<MessageTrace> latest = new ArrayDeque<>(2);
        private boolean gone;

        ChatTrail(ChatId chat) {
            this.chat = chat;
        }
    }

    /** Remembers nothing yet. */
    public RecentMessages(Timers timers) {
        this.timers = timers;
    }

    @Override
    public Trace heard(MessageReceived event) {
        MessageCounts ofAccount = counts.computeIfAbsent(event.account(), account -> new MessageCounts());
        ofAccount.hear();
        MessageTrace trace = new MessageTrace(event, excerpt(event.message()), ofAccount, timers);
        ChatId chat = event.chat().id();
        while (!add(chats.computeIfAbsent(chat, ChatTrail::new), trace)) {
            // It was emptied and taken away at this very moment: the next one is another.
            Thread.onSpinWait();
        }
        return trace;
    }

    private boolean add(ChatTrail trail, MessageTrace trace) {
        synchronized (trail) {
            if (trail.gone) {
                return false;
            }
            trail.latest.add(trace);
            if (trail.latest.size() > MOST_IN_CHAT) {
                trail.latest.remove();
                return true;
            }
        }
        slots.add(trail);
        if (size.incrementAndGet() > MOST) {
            forgetOne();
        }
        return true;
    }

    private void forgetOne() {
        ChatTrail first = slots.poll();
        if (first == null) {
            return;
        }
        size.decrementAndGet();
        synchronized (first) {
            first.latest.poll();
            if (first.latest.isEmpty()) {
                first.gone = true;
                chats.remove(first.chat, first);
            }
        }
    }

    /**
     * The latest messages that somebody asks about.
     *
     * @param which those that are meant
     * @param most how many at most
     * @return the oldest first
     */
    public List<Explanation> recent(Predicate<Explanation> which, int most) {
        List<Explanation> found = new ArrayList<>();
        chats.values().forEach(trail -> explain(trail, which, found));
        return latest(found, most);
    }

    /** As {@link #recent}, of one chat. */
    public List<Explanation> recent(ChatId chat, Predicate<Explanation> which, int most) {
        List<Explanation> found = new ArrayList<>();
        ChatTrail trail = chats.get(chat);
        if (trail != null) {
            explain(trail, which, found);
        }
        return latest(found, most);
    }

    private static void explain(ChatTrail trail, Predicate<Explanation> which, List<Explanation> found) {
        List<MessageTrace> traces;
        synchronized (trail) {
            traces = List.copyOf(trail.latest);
        }
        traces.stream().map(MessageTrace::explain).filter(which).forEach(found::add);
    }

    private static List<Explanation> latest(List<Explanation> found, int most) {
        found.sort(Comparator.comparing(Explanation::at));
        return List.copyOf(found.subList(Math.max(0, found.size() - most), found.size()));
    }

    /** How many messages have come, by the names of the accounts that have heard any. */
    public Map<String, MessageCounts> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** How many messages are remembered. */
    int size() {
        return size.get();
    }

    /** The beginning of the text; of a long message the rest is not even looked at. */
    static String excerpt(Message message) {
        List<Segment> segments = message.segments();
        if (segments.size() == 1 && segments.get(0) instanceof Segment.Text text) {
            return cut(text.text());
        }
        StringBuilder start = new StringBuilder();
        for (Segment segment : segments) {
            start.append(cut(segment.alt()));
            if (start.length() > LONGEST_TEXT) {
                break;
            }
        }
        return cut(start.toString());
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end);
    }
}
