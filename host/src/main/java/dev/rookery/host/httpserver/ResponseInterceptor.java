package dev.rookery.host.httpserver;

import java.util.concurrent.CompletionStage;

/**
 * Stands between the handler that answers and the connection: sees the answer before it leaves, and may change, delay,
 * withhold or replace it. See {@link Exchange#intercept(ResponseInterceptor)}. Called on the event loop.
 */
@FunctionalInterface
public interface ResponseInterceptor {

    /**
     * Takes an answer. What it throws is logged, ends the connection, and fails the stage that the handler gets. To let
     * one leave, call {@link Exchange#respond(Response)} (the next interceptor, or else the connection, gets it) or
     * {@link Exchange#takeOver()}.
     *
     * @return what the handler is told of its answer, as described at {@link Exchange#respond(Response)}
     */
    CompletionStage<Void> intercept(Response response);
}
