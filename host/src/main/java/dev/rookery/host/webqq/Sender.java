package dev.rookery.host.webqq;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.webqq.wire.Content;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.MessageNumbers;
import dev.rookery.host.webqq.wire.MessageParts;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.SendVerdict;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says things: cuts a message into parts, sends one after the other and tells what became of the whole. Sends to one
 * chat keep their {@link Pace}. Nothing is ever sent again by itself. On the loop only; the futures complete there.
 */
final class Sender {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    private final HttpStream stream;
    private final Requests requests;
    private final WebQqOptions options;
    private final Consumer<Session> inDoubt;
    private final IoLoop loop;
    private final Pace pace;
    private final MessageNumbers numbers = new MessageNumbers(Instant.now());
    private final Set<Sending> underWay = new HashSet<>();
    private Runnable whenIdle = () -> {};

    /**
     * Creates the sender of one account.
     *
     * @param inDoubt told when an answer says that the session is gone
     */
    Sender(IoLoop loop, HttpStream stream, Requests requests, WebQqOptions options, Consumer<Session> inDoubt) {
        this.loop = loop;
        this.stream = stream;
        this.requests = requests;
        this.options = options;
        this.inDoubt = inDoubt;
        this.pace = new Pace(options.partInterval(), System::nanoTime);
    }

    /**
     * Sends a message.
     *
     * @param session the session to send it in, also if it takes long
     * @param kind friend, group or discussion
     * @param chat its number on the wire
     * @param result completes with what became of it, at the latest after one {@link WebQqOptions#partInterval} and one
     *     request timeout per part, and what waits before it to the same chat
     */
    void send(Session session, ChatKind kind, long chat, Message message, CompletableFuture<SendResult> result) {
        int bytes = MessageParts.bytes(message.plainText());
        long most = (long) options.messageBytes() * options.messageParts();
        if (bytes > most) {
            result.complete(new SendResult.Refused(
                    "the message is too long: " + bytes + " bytes (expected: at most " + most + ")"));
            return;
        }
        // Cuts at white space leave room, so that even what is short enough may come to too many parts.
        List<Message> parts = MessageParts.of(message, options.messageBytes());
        if (parts.size() > options.messageParts()) {
            result.complete(new SendResult.Refused("the message is too long: " + parts.size()
                    + " parts (expected: at most " + options.messageParts() + ")"));
            return;
        }
        new Sending(session, kind, chat, parts, result).begin();
    }

    /** Runs a task when nothing is under way, at once if that is now. */
    void whenIdle(Runnable task) {
        whenIdle = task;
        if (underWay.isEmpty()) {
            task.run();
        }
    }

    /** Gives up what is under way: it may or may not have arrived. */
    void abandon() {
        for (Sending sending : Set.copyOf(underWay)) {
            sending.abandon();
        }
    }

    private final class Sending {
        private final Session session;
        private final ChatKind kind;
        private final long chat;
        private final List<Message> parts;
        private final CompletableFuture<SendResult> result;
        private boolean begun;
        private int sent;
        private long number;

        Sending(Session session, ChatKind kind, long chat, List<Message> parts, CompletableFuture<SendResult> result) {
            this.session = session;
            this.kind = kind;
            this.chat = chat;
            this.parts = parts;
            this.result = result;
        }

        void begin() {
            underWay.add(this);
            Duration wait = pace.take(kind, chat);
            if (wait.isZero()) {
                first();
            } else {
                loop.schedule(wait, this::first);
            }
        }

        private void first() {
            if (underWay.contains(this)) {
                begun = true;
                Next.Request first = part();
                Chain unused = stream.add(first.request(), first.readback(), this::failed);
            }
        }

        private Next.Request part() {
            number = numbers.next();
            String content = Content.write(parts.get(sent));
            return Next.request(
                    requests.channel().send(session, kind, chat, content, number),
                    response -> judged(SendVerdict.of(JsonAnswer.of(response))));
        }

        private Next judged(SendVerdict verdict) {
            log.debug("send: kind={} chat={} msg_id={} verdict={}", kind, chat, number, verdict);
            if (verdict.outcome() == SendVerdict.Outcome.SENT) {
                sent++;
                if (sent < parts.size() && underWay.contains(this)) {
                    return part().after(pace.take(kind, chat));
                }
            }
            finish(outcome(verdict));
            if (verdict.sessionInDoubt()) {
                inDoubt.accept(session);
            }
            return Next.none();
        }

        private Next failed(HttpStreamException failure) {
            String reason = TroubleLog.kind(failure);
            return judged(
                    failure.phase() == HttpStreamException.Phase.CONNECT
                            ? new SendVerdict(SendVerdict.Outcome.REFUSED, reason, false)
                            : SendVerdict.unknown(reason));
        }

        private SendResult outcome(SendVerdict verdict) {
            if (verdict.outcome() == SendVerdict.Outcome.SENT) {
                return new SendResult.Sent(new MessageId(Long.toString(number)));
            }
            if (sent > 0) {
                return new SendResult.Unknown(
                        "only " + sent + " of " + parts.size() + " parts are known to be sent: " + verdict.reason());
            }
            return verdict.outcome() == SendVerdict.Outcome.REFUSED
                    ? new SendResult.Refused(verdict.reason())
                    : new SendResult.Unknown(verdict.reason());
        }

        void abandon() {
            finish(
                    begun
                            ? new SendResult.Unknown("the account was stopped while the message was on its way")
                            : new SendResult.Refused("the account was stopped before the message was sent"));
        }

        private void finish(SendResult outcome) {
            if (underWay.remove(this)) {
                result.complete(outcome);
                if (underWay.isEmpty()) {
                    whenIdle.run();
                }
            }
        }
    }
}
