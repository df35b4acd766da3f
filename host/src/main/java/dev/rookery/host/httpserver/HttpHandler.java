package dev.rookery.host.httpserver;

/** Answers requests. Called on the event loop: it must not block, but may keep the exchange and answer later. */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Takes one request.
     *
     * <p>Requests of one connection come one at a time, the next one after the answer to the one before. What this
     * method throws is logged and answered with 500, unless an answer has already been given.
     */
    void handle(Exchange exchange) throws Exception;
}
