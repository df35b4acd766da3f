package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.Connection;
import java.time.Duration;

/**
 * What a chain was about when somebody asked, see {@link HttpStream#chains()}.
 *
 * @param name as it was given, or method and host of the first request
 * @param waiting what it waits for
 * @param since for how long it has been at this step: since the exchange, or the delay before it, began
 * @param request method, host and path of the request under way, or of the one to come; neither query nor fragment
 * @param attempt which attempt at it this is, from 1; more than 1 only with a {@link RetryPolicy}
 */
public record ChainSnapshot(String name, Waiting waiting, Duration since, String request, int attempt) {

    /** What a chain can wait for. */
    public enum Waiting {
        /** The loop, which has other things to do first. */
        TURN,
        /** The end of a delay, its own or one between two attempts. */
        DELAY,
        /** A place among the connections. */
        QUEUE,
        /** A name, a connection, the end of a TLS handshake. */
        CONNECTING,
        /** The peer to take the request. */
        SENDING,
        /** The head of the answer; a long poll spends its life here. */
        ANSWER,
        /** The rest of the answer, or its receiver. */
        BODY;

        static Waiting of(Connection.State reached) {
            return switch (reached) {
                case CONNECTING -> CONNECTING;
                case IDLE, SENDING -> SENDING;
                case WAITING -> ANSWER;
                case RECEIVING, SWITCHED, CLOSED -> BODY;
            };
        }
    }
}
