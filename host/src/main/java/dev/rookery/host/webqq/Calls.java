package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.Answer;
import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.SendVerdict;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Single requests that are answered once and never repeated by themselves, each with an {@link Answer} for a person. On
 * the loop only; the stages complete there and never exceptionally.
 */
final class Calls {

    private final HttpStream stream;
    private final Consumer<Session> inDoubt;

    /**
     * Creates the calls of one account.
     *
     * @param inDoubt told when an answer says that the session is gone
     */
    Calls(HttpStream stream, Consumer<Session> inDoubt) {
        this.stream = stream;
        this.inDoubt = inDoubt;
    }

    /** Makes a call of {@code channel/*} or {@code api/*}; done with the whole body when the retcode says so. */
    CompletionStage<Answer<JsonNode>> ask(Session session, HttpRequest request) {
        return exchange(request, response -> {
            JsonAnswer answer = JsonAnswer.of(response);
            SendVerdict verdict = SendVerdict.of(answer);
            if (verdict.sessionInDoubt()) {
                inDoubt.accept(session);
            }
            return switch (verdict.outcome()) {
                case SENT -> new Answer.Done<>(((JsonAnswer.Json) answer).body());
                case REFUSED -> new Answer.Refused<>(verdict.reason());
                case UNKNOWN -> new Answer.Unknown<>(verdict.reason());
            };
        });
    }

    /** Makes a request whose response is read in its own way. */
    <T> CompletionStage<Answer<T>> exchange(HttpRequest request, Function<HttpResponse, Answer<T>> reader) {
        CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
        Chain unused = stream.add(
                request,
                response -> {
                    answer.complete(reader.apply(response));
                    return Next.none();
                },
                failure -> {
                    answer.complete(failed(failure));
                    return Next.none();
                });
        return answer;
    }

    /** Why something was not done; empty when it was. */
    static String reason(Answer<?> answer) {
        if (answer instanceof Answer.Refused<?> refused) {
            return refused.reason();
        }
        return answer instanceof Answer.Unknown<?> unknown ? unknown.reason() : "";
    }

    /** Only what did not even connect is certain not to have been done. */
    private static <T> Answer<T> failed(HttpStreamException failure) {
        String reason = TroubleLog.kind(failure);
        return failure.phase() == HttpStreamException.Phase.CONNECT
                ? new Answer.Refused<>(reason)
                : new Answer.Unknown<>(reason);
    }
}
