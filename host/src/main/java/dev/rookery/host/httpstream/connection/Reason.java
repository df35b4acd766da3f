package dev.rookery.host.httpstream.connection;

import dev.rookery.host.httpstream.wire.MalformedResponseException;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a person's words why an exchange failed. Never repeats what the peer sent: it may hold a secret. */
public final class Reason {

    private Reason() {}

    /** Why a name has no address. */
    static String ofLookup(Throwable failure, String host) {
        return has(failure, RejectedExecutionException.class)
                ? "too many names are being looked up"
                : "the name " + host + " cannot be resolved";
    }

    /** Why no connection came about. */
    static String ofConnecting(Throwable failure, Origin to) {
        return ofConnecting(failure, to.toString());
    }

    /** Why no connection with somebody came about. */
    static String ofConnecting(Throwable failure, String to) {
        SocketException noSocket = failure instanceof ChannelException ? find(failure, SocketException.class) : null;
        if (noSocket != null) {
            return "there is no socket for " + to + ": " + noSocket.getMessage();
        }
        if (has(failure, NoRouteToHostException.class)) {
            return "there is no route to " + to;
        }
        if (has(failure, ConnectException.class)) {
            return to + " refused the connection";
        }
        RefusedCertificateException refused = find(failure, RefusedCertificateException.class);
        if (refused != null) {
            return "the certificate of " + to + " " + refused.getMessage();
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls != null && String.valueOf(tls.getMessage()).contains("no_application_protocol")) {
            return to + " does not speak HTTP/1.1 over TLS";
        }
        if (tls != null) {
            return "no TLS session with " + to + ": " + tls.getMessage();
        }
        return ofExchange(failure);
    }

    /** Why an exchange on a connection failed. */
    public static String ofExchange(Throwable failure) {
        if (failure instanceof MalformedResponseException malformed) {
            return ofMalformed(malformed);
        }
        if (has(failure, ClosedChannelException.class)) {
            return "the connection is closed";
        }
        if (failure instanceof IOException) {
            return "the connection broke: " + failure.getMessage();
        }
        return "unexpected " + failure;
    }

    private static String ofMalformed(MalformedResponseException malformed) {
        return switch (malformed.fault()) {
            case CUT, STATUS_LINE_TOO_LONG, FIELDS_TOO_LARGE, TOO_MANY_FIELDS, TOO_MANY_INTERIMS, CHUNK_LINE_TOO_LONG ->
                String.valueOf(malformed.getMessage());
            default -> "the answer is not valid HTTP: " + malformed.getMessage();
        };
    }

    /** A duration as a person says it. */
    public static String spoken(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return find(failure, type) != null;
    }

    static <T extends Throwable> @Nullable T find(@Nullable Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
