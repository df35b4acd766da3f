package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.HttpStreamOptions;
import dev.rookery.host.ioloop.IoLoop;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A stream on a loop of its own that opens web sockets. */
final class Client implements AutoCloseable {

    final IoLoop loop = new IoLoop("websocket-test");
    final HttpStream stream;

    Client(UnaryOperator<HttpStreamOptions> options) {
        stream = new HttpStream(loop, options.apply(HttpStreamOptions.defaults()));
    }

    Client() {
        this(UnaryOperator.identity());
    }

    Heard opens(WebSocketRequest.Builder request) {
        Heard heard = new Heard();
        stream.webSocket(request.build(), heard);
        return heard;
    }

    Heard opens(String url) {
        return opens(WebSocketRequest.to(url));
    }

    Heard opens(String url, UnaryOperator<WebSocketLimits> limits) {
        return opens(WebSocketRequest.to(url).limits(limits.apply(WebSocketLimits.DEFAULTS)));
    }

    /** Why a message was not sent. */
    static WebSocketException refusal(CompletionStage<Void> sent) {
        try {
            throw new AssertionError(
                    "sent: " + sent.toCompletableFuture().get(Heard.PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return (WebSocketException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    <T> T onLoop(Callable<T> task) {
        try {
            return loop.eventLoopGroup().submit(task).get(Heard.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** How many deadlines are armed. */
    int armedTimeouts() {
        return onLoop(() -> loop.timerWheel().armed());
    }

    @Override
    public void close() {
        Heard.await(stream.close().toCompletableFuture());
        Heard.await(loop.stop().toCompletableFuture());
    }
}
