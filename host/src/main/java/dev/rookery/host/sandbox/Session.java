package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One session of the channel, from login2 on: its names, and the poll that it holds. */
final class Session {

    /**
     * A bot that has not polled for this long is shown as off line. Mojo-Webqq pauses for a second after each answer.
     */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** What a poll is answered with when nobody has said anything: every known client takes it silently. */
    static final String IDLE = "{\"retcode\":0,\"result\":[]}";

    /** How many msg_ids are remembered, to find repeats. */
    private static final int MAX_SENT_IDS = 1_000;

    private final WebLogin login;
    private final Era era;
    private final String clientid;
    private final Inbox inbox;
    private final SandboxOptions options;
    private final Runnable next;
    private final String psessionid = Tokens.psessionid();
    private final String vfwebqq = Tokens.hex(80);
    private final Instant since = Instant.now();
    private @Nullable Exchange held;
    private boolean kicked;
    /** The msg_ids that were sent last, the oldest first. */
    private final Set<Long> sentIds = new LinkedHashSet<>(1);

    private long polls;
    private long pollEndedNanos = System.nanoTime();

    /**
     * {@code next} is called when a delivery is over, to have what still waits delivered by whatever session is then.
     */
    Session(WebLogin login, Era era, String clientid, Inbox inbox, SandboxOptions options, Runnable next) {
        this.login = login;
        this.era = era;
        this.clientid = clientid;
        this.inbox = inbox;
        this.options = options;
        this.next = next;
    }

    WebLogin login() {
        return login;
    }

    Account account() {
        return login.account();
    }

    Era era() {
        return era;
    }

    /** The number that its client chose at login2; empty when it told none. */
    String clientid() {
        return clientid;
    }

    String psessionid() {
        return psessionid;
    }

    /** The one that login2 tells; it differs from that of getvfwebqq, and both are good for contact lists. */
    String vfwebqq() {
        return vfwebqq;
    }

    Instant since() {
        return since;
    }

    /** Another web login has taken its place; its client shall hear so at its next poll. */
    void kick() {
        kicked = true;
    }

    boolean isKicked() {
        return kicked;
    }

    /** Notes that the bot sends with this msg_id; whether it has done so before. */
    boolean isRepeated(long msgId) {
        if (!options.repeatsDropped()) {
            return false;
        }
        boolean repeated = !sentIds.add(msgId);
        if (sentIds.size() > MAX_SENT_IDS) {
            sentIds.remove(sentIds.iterator().next());
        }
        return repeated;
    }

    boolean isPolling() {
        return held != null || (polls > 0 && System.nanoTime() - pollEndedNanos < SILENCE.toNanos());
    }

    /**
     * Takes a poll. The newest one wins, an older one is answered idle at once: Mojo-Webqq runs two poll loops after it
     * has signed in again.
     */
    void poll(Exchange poll) {
        answerHeld(IDLE);
        held = poll;
        polls++;
        poll.onClose(() -> release(poll));
        poll.onTimeout(options.pollHold(), () -> answerHeld(IDLE));
        wake();
    }

    /**
     * Delivers what waits, if it can: after the loop has seen what had already arrived, for a poll whose peer has just
     * gone must not swallow a message. What has left on an open connection counts as delivered.
     */
    void wake() {
        if (held != null && !inbox.isEmpty()) {
            held.onTimeout(Duration.ZERO, this::deliver);
        }
    }

    private void deliver() {
        Exchange poll = held;
        if (poll == null || !poll.isOpen()) {
            return;
        }
        inbox.take().ifPresent(message -> {
            release(poll);
            Replies.channel(poll, message.pollAnswer(era, login)).whenComplete((done, failure) -> {
                if (failure == null) {
                    inbox.delivered();
                } else {
                    inbox.putBack(message);
                }
                next.run();
            });
        });
    }

    /** Ends the held poll, if any, with this answer. */
    void answerHeld(String body) {
        Exchange poll = held;
        if (poll != null) {
            release(poll);
            Replies.channel(poll, body);
        }
    }

    /** Ends the held poll, if any, by closing its connection. */
    void abortHeld() {
        Exchange poll = held;
        if (poll != null) {
            release(poll);
            poll.abort();
        }
    }

    boolean isHeld() {
        return held != null;
    }

    private void release(Exchange poll) {
        if (held == poll) {
            held = null;
            pollEndedNanos = System.nanoTime();
        }
    }

    ObjectNode describe() {
        return Json.object()
                .put("era", era.name())
                .put("since", since.toEpochMilli())
                .put("polling", isPolling())
                .put("polls", polls);
    }
}
