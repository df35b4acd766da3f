package dev.rookery.host.guard;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps bots from talking to themselves and to each other for ever. What an account said itself is not heard. What
 * another account of this process said is heard, so that bots can be put to work for each other, but only
 * {@link #DEPTH} times in a row in one chat; then their words are not heard until somebody else has spoken there, or
 * for {@link #SILENCE}.
 *
 * <p>Another account is known by the id under which it sees itself, and in groups by its name too, because not every
 * network tells the numbers of members. Bots of other processes cannot be known.
 *
 * <p>Safe for use by any thread. With one account, or while no bot speaks, a message costs a look at one map.
 */
public final class EchoLoops {

    /** How often in a row bots are heard in one chat. */
    public static final int DEPTH = 8;

    /** How long a chain is remembered after its last word. */
    public static final Duration SILENCE = Duration.ofMinutes(1);

    /** So many chats with chains are remembered, the latest. */
    static final int CHATS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(EchoLoops.class);

    /** How often bots have spoken in a row, and when last. */
    private record Chain(int depth, long atNanos) {}

    private final Timers timers;
    /** What each account calls itself. */
    private final Map<String, Person> selves = new ConcurrentHashMap<>();

    private final Map<ChatId, Chain> chains = new LinkedHashMap<>();
    private volatile boolean chained;

    /**
     * Makes one that has heard nothing yet.
     *
     * @param timers measure silence
     */
    public EchoLoops(Timers timers) {
        this.timers = timers;
    }

    /** Whether a message is to be heard. To be asked once for each. */
    public boolean hears(MessageReceived event) {
        Person self = event.self();
        if (!self.equals(selves.get(event.account()))) {
            selves.put(event.account(), self);
        }
        if (event.sender().id().equals(self.id())) {
            log.debug("own words are not heard chat={}", event.chat().id());
            return false;
        }
        if (selves.size() > 1 && isAnotherOfUs(event)) {
            return continues(event.chat().id());
        }
        if (chained) {
            ends(event.chat().id());
        }
        return true;
    }

    private boolean isAnotherOfUs(MessageReceived event) {
        String id = event.sender().id().value();
        String name = event.chat().id().kind().isPrivate() ? "" : event.sender().name();
        return selves.entrySet().stream()
                .filter(other -> !other.getKey().equals(event.account()))
                .map(Map.Entry::getValue)
                .anyMatch(other -> other.id().value().equals(id)
                        || (!name.isEmpty() && other.name().equals(name)));
    }

    private boolean continues(ChatId chat) {
        int depth;
        synchronized (chains) {
            long now = timers.nanoTime();
            Chain before = chains.remove(chat);
            depth = before == null || now - before.atNanos() > SILENCE.toNanos()
                    ? 1
                    : Math.min(before.depth() + 1, DEPTH + 2);
            chains.put(chat, new Chain(depth, now));
            if (chains.size() > CHATS) {
                chains.remove(chains.keySet().iterator().next());
            }
            chained = true;
        }
        if (depth == DEPTH + 1) {
            log.warn("bots of this host talk to each other, not heard until somebody else speaks chat={}", chat);
        }
        return depth <= DEPTH;
    }

    private void ends(ChatId chat) {
        synchronized (chains) {
            chains.remove(chat);
            chained = !chains.isEmpty();
        }
    }
}
