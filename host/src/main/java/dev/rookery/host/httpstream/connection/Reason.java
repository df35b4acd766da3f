package dev.rookery.host.httpstream.connection;

import dev.rookery.host.httpstream.wire.MalformedResponseException;
import io.netty.channel.ChannelException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a person's words why an exchange failed. Never repeats what the peer sent: it may hold a secret. */
public final class Reason {

    private static final Pattern PROXY_OUTCOME =
            Pattern.compile("(status|authStatus|authMethod): (\\d{3}|[A-Z_]+)[^:]*$");

    /** What Netty makes of an answer that is no HTTP. */
    private static final String UNREADABLE_STATUS = "999";

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
        if (has(failure, NotSslRecordException.class)) {
            return to + " does not speak TLS"; // The message would repeat all that came.
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

    /** Why a proxy, which took the connection, did not lead on. */
    static String ofProxy(Throwable failure, Proxy proxy) {
        String who = "the proxy " + proxy.authority();
        ProxyConnectException refusal = find(failure, ProxyConnectException.class);
        if (refusal == null) {
            return "the connection with " + who + " broke: " + failure.getMessage();
        }
        // Netty tells the outcome in the message only, where it stands last; the peer chose one of a few numbers.
        Matcher outcome = PROXY_OUTCOME.matcher(String.valueOf(refusal.getMessage()));
        if (!outcome.find()) {
            return who + (has(refusal, DecoderException.class) ? " speaks another protocol" : " closed the connection");
        }
        String answer = outcome.group(2);
        if (answer.equals(UNREADABLE_STATUS)) {
            return who + " speaks another protocol";
        }
        return switch (outcome.group(1)) {
            case "authStatus" -> who + " refused the user name or password";
            // Netty says the same of a method that is not offered and of what is no SOCKS5 at all.
            case "authMethod" ->
                who + " is no SOCKS5 proxy, or wants "
                        + (proxy.user() == null ? "a user name and a password" : "another proof than a password");
            default ->
                who + " refused: "
                        + (Character.isDigit(answer.charAt(0))
                                ? HttpResponseStatus.valueOf(Integer.parseInt(answer))
                                : answer.toLowerCase(Locale.ROOT).replace('_', ' '));
        };
    }

    /** Why an exchange on a connection failed. */
    public static String ofExchange(Throwable failure) {
        if (failure instanceof MalformedResponseException malformed) {
            return ofMalformed(malformed);
        }
        if (has(failure, ClosedChannelException.class)) {
            return "the connection is closed";
        }
        if (has(failure, NotSslRecordException.class)) {
            return "the connection broke: what came is not TLS"; // The message would repeat it.
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
