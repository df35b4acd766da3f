package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.RawConnection;
import dev.rookery.host.httpserver.Response;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What goes wrong below HTTP, or with its frame. */
final class ConnectionFaults {

    /** When a connection that gets no answer is cut after all. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Bodies shorter than this have no inside to be cut in. */
    private static final int SHORT_BODY = 2;

    private ConnectionFaults() {}

    static void delay(Strike strike) {
        Duration wait = Duration.ofMillis(strike.number("millis"));
        Exchange exchange = strike.exchange();
        if (strike.text("when").equals("before")) {
            exchange.onTimeout(wait, strike::proceed);
            return;
        }
        strike.onAnswer(answer -> {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            exchange.onClose(() -> sent.completeExceptionally(new ClosedChannelException()));
            exchange.onTimeout(
                    wait,
                    () -> exchange.respond(answer).whenComplete((done, failure) -> {
                        if (failure == null) {
                            sent.complete(null);
                        } else {
                            sent.completeExceptionally(failure);
                        }
                    }));
            return sent;
        });
    }

    static void silence(Strike strike) {
        strike.onAnswerOrMadeUp(answer -> {
            strike.exchange().onTimeout(PATIENCE, strike.exchange()::abort);
            return strike.fateOf(answer);
        });
    }

    static void cut(Strike strike) {
        strike.onAnswerOrMadeUp(answer -> breakOff(strike, answer, RawConnection::cut));
    }

    static void reset(Strike strike) {
        strike.onAnswerOrMadeUp(answer -> breakOff(strike, answer, RawConnection::reset));
    }

    private static CompletionStage<Void> breakOff(Strike strike, Response answer, Consumer<RawConnection> end) {
        Response whole = answer.body().length < SHORT_BODY ? PollAnswer.withText(answer, " \n") : answer;
        byte[] head = RawConnection.head(whole, false);
        byte[] body = whole.body();
        RawConnection raw = strike.exchange().takeOver();
        String where = strike.text("where");
        byte[] sent = switch (where) {
            case "before" -> new byte[0];
            case "head" -> Arrays.copyOf(head, head.length / 2);
            case "body" -> join(head, Arrays.copyOf(body, body.length / 2));
            default -> join(head, body);
        };
        CompletionStage<Void> written = raw.send(sent);
        end.accept(raw);
        // A reset may overtake what was sent before it, so nobody knows then.
        boolean arrives = where.equals("after") && strike.kind() == FaultKind.CUT;
        return arrives ? strike.arrived(answer, written) : strike.fateOf(answer);
    }

    static void slow(Strike strike) {
        strike.onAnswer(answer -> {
            RawConnection raw = strike.exchange().takeOver();
            Duration interval = Duration.ofMillis(strike.number("millis"));
            byte[] whole = join(RawConnection.head(answer, true), answer.body());
            CompletionStage<Void> sent = raw.dribble(whole, (int) strike.number("bytes"), interval);
            sent.whenComplete((done, failure) -> raw.cut());
            return strike.arrived(answer, sent);
        });
    }

    static void endlessBody(Strike strike) {
        RawConnection raw = strike.exchange().takeOver();
        raw.send(("HTTP/1.1 200 OK\r\nContent-Type: " + Replies.channelType()
                        + "\r\nConnection: close\r\n\r\n{\"retcode\":0,\"result\":[0")
                .getBytes(US_ASCII));
        raw.pour(",0".getBytes(US_ASCII), strike.number("megabytes") << 20);
    }

    static void hugeHead(Strike strike) {
        String filler = "x".repeat(1_012);
        strike.onAnswer(answer -> {
            Response huge = answer.withFields(Optional::of);
            for (long i = strike.number("kilobytes"); i > 0; i--) {
                huge.header("X-Filler", filler);
            }
            // Clients give such an answer up, so its messages do not count as delivered.
            return strike.instead(answer, huge);
        });
    }

    static void redirect(Strike strike) {
        Exchange exchange = strike.exchange();
        long hop = Math.max(0, Requests.number(exchange.query().text("hop"))) + 1;
        exchange.respond(Response.of(302, "text/html", "")
                .header("Location", "http://" + exchange.host() + exchange.path() + "?hop=" + hop));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
