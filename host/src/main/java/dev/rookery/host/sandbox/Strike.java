package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import dev.rookery.host.httpserver.ResponseInterceptor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One fault meeting one request: what it was told, and what it can do. On the event loop. */
final class Strike {

    /** Tells an endpoint that its answer did not arrive, so that it keeps what was in it. */
    private static final class Withheld extends RuntimeException {
        Withheld() {
            super("the answer was withheld by a fault", null, false, false);
        }
    }

    private final FaultChain chain;
    private final ActiveFault active;
    private final int next;

    Strike(FaultChain chain, ActiveFault active, int next) {
        this.chain = chain;
        this.active = active;
        this.next = next;
    }

    Exchange exchange() {
        return chain.exchange();
    }

    FaultScene scene() {
        return chain.scene();
    }

    FaultKind kind() {
        return active.fault().kind();
    }

    String text(String parameter) {
        return active.fault().parameter(parameter);
    }

    long number(String parameter) {
        return Long.parseLong(text(parameter));
    }

    /** What the fault remembers over its requests. */
    Map<String, Object> memory() {
        return active.memory();
    }

    /** For kinds that decide themselves: whether it strikes now, which counts. */
    boolean happens() {
        return chain.happens(active);
    }

    /**
     * Goes on to the next fault or to the endpoint. May be called again after that has answered into an interceptor.
     */
    void proceed() {
        chain.proceed(next);
    }

    /** Goes on, and gets the answer that comes back. */
    void onAnswer(ResponseInterceptor interceptor) {
        exchange().intercept(interceptor);
        proceed();
    }

    /** As {@link #onAnswer}, but with {@code effect=none} the request is not carried out and the answer is made up. */
    void onAnswerOrMadeUp(ResponseInterceptor interceptor) {
        if (text("effect").equals("done")) {
            onAnswer(interceptor);
        } else {
            interceptor.intercept(Response.of(200, Replies.channelType(), "{\"retcode\":0,\"result\":\"ok\"}"));
        }
    }

    /** Answers badly in place of {@code answer}, whose messages do not count as delivered. */
    CompletionStage<Void> instead(Response answer, Response bad) {
        chain.spoil();
        exchange().respond(bad);
        return fateOf(answer);
    }

    /** What leaves from now on delivers nothing, whatever it looks like. */
    void spoil() {
        chain.spoil();
    }

    /** What the endpoint is told of an answer that does not arrive: by the parameter {@code message}. */
    CompletionStage<Void> fateOf(Response answer) {
        return text("message").equals("lost") ? lost(answer) : CompletableFuture.failedStage(new Withheld());
    }

    /** Tells the endpoint that its answer has arrived, though it has not. */
    CompletionStage<Void> lost(Response answer) {
        chain.lost(PollAnswer.messageIds(answer));
        return CompletableFuture.completedStage(null);
    }

    /** Counts the messages of an answer that left by another way than the exchange. */
    CompletionStage<Void> arrived(Response answer, CompletionStage<Void> sent) {
        return sent.thenRun(() -> chain.delivered(PollAnswer.messageIds(answer)));
    }
}
