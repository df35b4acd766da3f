package dev.rookery.host.command;

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.Cooldown;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which commands of a plugin rest, for whom and how long. Remembers {@value #MOST} at once; beyond that the one that
 * was given first is forgotten, so that it could be given again. Any thread.
 */
final class Cooldowns {

    /** How many rests are remembered. */
    static final int MOST = 10_000;

    private final Timers timers;
    private final Map<Key, Rest> rests = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Rest> eldest) {
            return size() > MOST;
        }
    };

    /** A command, and the person or chat it rests for. */
    private record Key(CommandSpec command, Object whom) {}

    /** A rest that has begun, until when by {@link Timers#nanoTime()}, and whether somebody was told of it. */
    private static final class Rest {

        private final long until;
        private boolean told;

        Rest(long until) {
            this.until = until;
        }
    }

    /**
     * Whether a command may be carried out.
     *
     * @param left how long it still rests; zero if it may be carried out, and rests from now on
     * @param isNews whether this is the first time that this rest is in the way
     */
    record Verdict(Duration left, boolean isNews) {

        private static final Verdict GO = new Verdict(Duration.ZERO, false);

        boolean isGo() {
            return left.isZero();
        }
    }

    Cooldowns(Timers timers) {
        this.timers = timers;
    }

    /** Begins a rest, or tells how long the one that has begun still takes. */
    Verdict begin(CommandSpec command, IncomingMessage message) {
        Optional<Cooldown> cooldown = command.cooldown();
        if (cooldown.isEmpty()) {
            return Verdict.GO;
        }
        Key key = key(command, cooldown.get(), message);
        long now = timers.nanoTime();
        synchronized (this) {
            Rest rest = rests.get(key);
            if (rest != null && rest.until - now > 0) {
                boolean isNews = !rest.told;
                rest.told = true;
                return new Verdict(Duration.ofNanos(rest.until - now), isNews);
            }
            rests.remove(key);
            rests.put(key, new Rest(now + cooldown.get().rest().toNanos()));
            return Verdict.GO;
        }
    }

    /** Ends a rest that has just begun: the command was not carried out after all. */
    synchronized void undo(CommandSpec command, IncomingMessage message) {
        command.cooldown().ifPresent(cooldown -> rests.remove(key(command, cooldown, message)));
    }

    /** Forgets a command that is no longer there. */
    synchronized void forget(CommandSpec command) {
        rests.keySet().removeIf(key -> key.command == command);
    }

    private static Key key(CommandSpec command, Cooldown cooldown, IncomingMessage message) {
        return new Key(
                command,
                switch (cooldown.per()) {
                    case PERSON -> message.sender().id();
                    case CHAT -> message.chat().id();
                });
    }
}
