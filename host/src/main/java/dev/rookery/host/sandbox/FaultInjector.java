package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.HttpHandler;
import dev.rookery.host.httpserver.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** Stands before the endpoints of WebQQ: leads each request past the faults that fit it. For the event loop only. */
final class FaultInjector {

    private final Faults faults;
    private final FaultScene scene;
    private final BiConsumer<Exchange, FaultKind> struck;

    /** {@code struck} is told of each request that is struck. */
    FaultInjector(Faults faults, FaultScene scene, BiConsumer<Exchange, FaultKind> struck) {
        this.faults = faults;
        this.scene = scene;
        this.struck = struck;
    }

    /**
     * Handles a request.
     *
     * @param account whose request it is
     * @param endpoint the one that it asks for, which must answer whatever is malformed
     */
    void handle(Exchange exchange, Optional<Account> account, HttpHandler endpoint) throws Exception {
        boolean isPoll = exchange.path().endsWith("/poll2");
        List<ActiveFault> there = faults.isEmpty() ? List.of() : faults.at(exchange.path());
        if (there.isEmpty() && !isPoll) {
            endpoint.handle(exchange);
            return;
        }
        List<ActiveFault> fitting =
                there.stream().filter(fault -> isFor(fault, account)).toList();
        new FaultChain(this, exchange, account, isPoll ? replaying(endpoint) : endpoint, fitting).begin();
    }

    private static boolean isFor(ActiveFault fault, Optional<Account> account) {
        OptionalLong wanted = fault.fault().account();
        return wanted.isEmpty()
                || account.filter(known -> known.qq() == wanted.getAsLong()).isPresent();
    }

    /** An endpoint for polls that answers first what a fault wants to be delivered again. */
    private HttpHandler replaying(HttpHandler endpoint) {
        return exchange -> {
            Optional<Response> again = scene.replays().take(exchange);
            if (again.isPresent()) {
                exchange.respond(again.get());
            } else {
                endpoint.handle(exchange);
            }
        };
    }

    FaultScene scene() {
        return scene;
    }

    boolean happens(ActiveFault fault, Exchange exchange) {
        boolean happens = fault.strikes();
        if (happens) {
            faults.count(fault.fault().kind());
            struck.accept(exchange, fault.fault().kind());
        }
        return happens;
    }
}
