package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.HttpHandler;
import dev.rookery.host.httpserver.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The way of one request past the faults that fit it to its endpoint, and of the answer back. On the event loop. */
final class FaultChain {

    private final FaultInjector injector;
    private final Exchange exchange;
    private final Optional<Account> account;
    private final HttpHandler endpoint;
    private final List<ActiveFault> fitting;
    private boolean spoilt;

    FaultChain(
            FaultInjector injector,
            Exchange exchange,
            Optional<Account> account,
            HttpHandler endpoint,
            List<ActiveFault> fitting) {
        this.injector = injector;
        this.exchange = exchange;
        this.account = account;
        this.endpoint = endpoint;
        this.fitting = fitting;
    }

    /** Begins. What really leaves is counted on its way out, hence before any fault. */
    void begin() {
        exchange.intercept(this::leave);
        proceed(0);
    }

    private CompletionStage<Void> leave(Response answer) {
        List<Long> ids = spoilt ? List.of() : PollAnswer.messageIds(answer);
        CompletionStage<Void> sent = exchange.respond(answer);
        return ids.isEmpty() ? sent : sent.thenRun(() -> delivered(ids));
    }

    void proceed(int from) {
        for (int i = from; i < fitting.size(); i++) {
            ActiveFault fault = fitting.get(i);
            FaultKind kind = fault.fault().kind();
            if (kind.isChoosy() ? !fault.isOver() : happens(fault)) {
                kind.behaviour().strike(new Strike(this, fault, i + 1));
                return;
            }
        }
        try {
            endpoint.handle(exchange);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException("endpoint failed: " + exchange.path(), failure);
        }
    }

    boolean happens(ActiveFault fault) {
        return injector.happens(fault, exchange);
    }

    /** What leaves from now on delivers nothing. */
    void spoil() {
        spoilt = true;
    }

    Exchange exchange() {
        return exchange;
    }

    FaultScene scene() {
        return injector.scene();
    }

    void delivered(List<Long> ids) {
        account.ifPresent(known -> known.tallies().delivered(ids));
    }

    void lost(List<Long> ids) {
        account.ifPresent(known -> known.tallies().lost(ids));
    }
}
