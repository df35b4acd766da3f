package dev.rookery.host.webqq;

import dev.rookery.api.account.Answer;
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
import dev.rookery.host.webqq.wire.Proof;
import dev.rookery.host.webqq.wire.Recipient;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.SendVerdict;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One message on its way, part after part:
 *
 * <pre>
 * begin ─► temporary chat: signature ─► its time ─► on the wire ─► sent: the next part, or SENT
 *      └─► pictures: upload ─► a while ────┘   ▲           │
 *                                              │           ├─► refused or unknown: told as it is
 *                                              └───────────┴─► refused for an old signature: a new one
 * </pre>
 *
 * <p>A part is written once, but for one refused for the signature of a temporary chat that was kept too long: the
 * server did not take it, and it goes once more with a new signature and a new number. On the loop only.
 */
final class Sending {

    private static final Logger log = LoggerFactory.getLogger(Sending.class);

    /** What all sendings of an account share. */
    record Tools(
            IoLoop loop,
            HttpStream stream,
            Requests requests,
            Pace pace,
            Repetition repetition,
            SessionSignatures signatures,
            PictureUploads uploads,
            Duration uploadWait,
            MessageNumbers numbers,
            Consumer<Session> inDoubt) {}

    private final Tools tools;
    private final Session session;
    private final Recipient recipient;
    private final List<Message> parts;
    private final CompletableFuture<SendResult> result = new CompletableFuture<>();

    /** Whether something was written. */
    private boolean begun;

    private int sent;
    private long number;

    /** Whether the signature of a temporary chat is as new as can be. */
    private boolean freshlySigned;

    Sending(Tools tools, Session session, Recipient recipient, List<Message> parts) {
        this.tools = tools;
        this.session = session;
        this.recipient = recipient;
        this.parts = parts;
    }

    /** Completes with what became of the whole, never exceptionally. */
    CompletionStage<SendResult> result() {
        return result;
    }

    /** Goes on with the next part. */
    void begin() {
        if (recipient instanceof Recipient.Stranger stranger) {
            go(tools.signatures().of(session, stranger), this::signed);
        } else {
            go(tools.uploads().upload(session, recipient, parts.get(sent)), this::uploaded);
        }
    }

    /** Goes on when something is there; a fault of our own must not leave the chat waiting for ever. */
    private <T> void go(CompletionStage<T> stage, Consumer<T> next) {
        stage.thenAccept(next).exceptionally(fault -> {
            log.error("send failed recipient={}", recipient, fault);
            abandon("the host failed (see its log)");
            return null;
        });
    }

    private void signed(Answer<SessionSignatures.Signature> answer) {
        if (answer instanceof Answer.Done<SessionSignatures.Signature> done) {
            freshlySigned = done.value().fresh();
            schedule(new PictureUploads.Uploaded(
                    Map.of(), Proof.ofStranger(done.value().value())));
        } else {
            finish(SendVerdict.refused(Calls.reason(answer)));
        }
    }

    private void uploaded(Answer<PictureUploads.Uploaded> answer) {
        if (!(answer instanceof Answer.Done<PictureUploads.Uploaded> done)) {
            // Nothing of the message was written, whatever became of the picture.
            finish(SendVerdict.refused(Calls.reason(answer)));
        } else if (done.value().isEmpty() || tools.uploadWait().isZero()) {
            schedule(done.value());
        } else {
            tools.loop().schedule(tools.uploadWait(), () -> schedule(done.value()));
        }
    }

    /** Gives up: it may or may not have arrived. */
    void abandon() {
        abandon("the account was stopped");
    }

    private void abandon(String why) {
        result.complete(
                begun
                        ? new SendResult.Unknown(why + " while the message was on its way")
                        : new SendResult.Refused(why + " before the message was sent"));
    }

    private void schedule(PictureUploads.Uploaded uploaded) {
        if (result.isDone()) {
            return;
        }
        Message part = parts.get(sent);
        Repetition.Distinct distinct =
                tools.repetition().next(recipient, suffix -> Content.write(part.plus(suffix), uploaded.pictures()));
        Duration wait = tools.pace().take(recipient, distinct.least());
        if (wait.isZero()) {
            write(distinct.content(), uploaded.proof());
        } else {
            tools.loop().schedule(wait, () -> write(distinct.content(), uploaded.proof()));
        }
    }

    private void write(String content, Proof proof) {
        if (result.isDone()) {
            return;
        }
        begun = true;
        number = tools.numbers().next();
        Chain unused = tools.stream()
                .add(
                        tools.requests().channel().send(session, recipient, content, number, proof),
                        response -> judged(SendVerdict.of(JsonAnswer.of(response))),
                        this::failed);
    }

    private Next failed(HttpStreamException failure) {
        String reason = TroubleLog.kind(failure);
        return judged(
                failure.phase() == HttpStreamException.Phase.CONNECT
                        ? SendVerdict.refused(reason)
                        : SendVerdict.unknown(reason));
    }

    private Next judged(SendVerdict verdict) {
        log.debug("send: recipient={} msg_id={} verdict={}", recipient, number, verdict);
        if (result.isDone()) {
            return Next.none();
        }
        if (verdict.outcome() == SendVerdict.Outcome.SENT && ++sent < parts.size()) {
            begin();
        } else if (signatureIsToBlame(verdict)) {
            tools.signatures().forget((Recipient.Stranger) recipient);
            begin();
        } else {
            finish(verdict);
        }
        if (verdict.sessionInDoubt()) {
            tools.inDoubt().accept(session);
        }
        return Next.none();
    }

    /** Nobody noted which code an old signature brings; a fresh one is never to blame, so this happens once a part. */
    private boolean signatureIsToBlame(SendVerdict verdict) {
        return recipient instanceof Recipient.Stranger
                && !freshlySigned
                && verdict.outcome() == SendVerdict.Outcome.REFUSED
                && !verdict.sessionInDoubt();
    }

    private void finish(SendVerdict verdict) {
        result.complete(outcome(verdict));
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
}
