package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.HttpStreamOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link WebQqAccount} behaves; every value but the directory has a default, see {@link #defaults}.
 *
 * @param http whom to talk to ({@code endpoint}), whom to trust, how long a request may take and how large an answer
 *     may be. Default: the original names, the JDK's certificates, 30 s, 8 MiB
 * @param directory where the session is kept, and pictures of QR codes and captchas while they wait for a person
 * @param session how to come by a session and keep it. Default: {@link SessionOptions#DEFAULTS}
 * @param backoffBase how long to wait at most after the first failure in a row; doubles with each further one. Default
 *     1 s
 * @param backoffCap what that wait never exceeds. Default 60 s
 * @param pollTimeout how long a poll may take before it is given up and asked again; must exceed the time for which the
 *     server holds it, about a minute. Default 120 s, as Mojo-Webqq and qqbot
 * @param pollInterval the least time between the beginnings of two polls when nothing was said, so that a server which
 *     does not hold them is not asked in a busy loop. Default 1 s
 * @param contactTimeout how long a question about names may take; messages that wait for them go on without. Default 10
 *     s
 * @param contactRefresh how long after each other the lists of friends and groups are read anew while the account is on
 *     line. Default 1 h, as twqq; zero for never
 * @param send how it speaks and acts. Default {@link SendOptions#FOR_ORIGINAL_NAMES}
 * @param stopTimeout how long {@link WebQqAccount#stop} waits for sends under way, and again for the sign-out. Default
 *     1 s
 */
public record WebQqOptions(
        HttpStreamOptions http,
        Path directory,
        SessionOptions session,
        Duration backoffBase,
        Duration backoffCap,
        Duration pollTimeout,
        Duration pollInterval,
        Duration contactTimeout,
        Duration contactRefresh,
        SendOptions send,
        Duration stopTimeout) {

    /** Checks the bounds that would otherwise fail late. */
    public WebQqOptions {
        if (backoffCap.compareTo(backoffBase) < 0) {
            throw new IllegalArgumentException(
                    "backoffCap: " + backoffCap + " (expected: at least backoffBase, " + backoffBase + ")");
        }
    }

    /**
     * The defaults.
     *
     * @param directory where session and pictures go
     */
    public static WebQqOptions defaults(Path directory) {
        return new WebQqOptions(
                HttpStreamOptions.defaults(),
                directory,
                SessionOptions.DEFAULTS,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                SendOptions.FOR_ORIGINAL_NAMES,
                Duration.ofSeconds(1));
    }

    /** The one address that everything is sent to; null for the original names. */
    public @Nullable URI endpoint() {
        return http.endpoint();
    }

    /** Another way to the servers. */
    public WebQqOptions withHttp(HttpStreamOptions other) {
        return new WebQqOptions(
                other,
                directory,
                session,
                backoffBase,
                backoffCap,
                pollTimeout,
                pollInterval,
                contactTimeout,
                contactRefresh,
                send,
                stopTimeout);
    }

    /** Comes by its session another way. */
    public WebQqOptions withSession(SessionOptions other) {
        return new WebQqOptions(
                http,
                directory,
                other,
                backoffBase,
                backoffCap,
                pollTimeout,
                pollInterval,
                contactTimeout,
                contactRefresh,
                send,
                stopTimeout);
    }

    /** Sends everything to this http or https address, under the original names. */
    public WebQqOptions withEndpoint(@Nullable URI endpoint) {
        return withHttp(http.withEndpoint(endpoint));
    }

    /**
     * Keeps other intervals: between two questions whether a code was scanned, and between two polls. Zero is for tests
     * and servers of one's own.
     */
    public WebQqOptions withIntervals(Duration scan, Duration poll) {
        return new WebQqOptions(
                http,
                directory,
                session.withScanInterval(scan),
                backoffBase,
                backoffCap,
                pollTimeout,
                poll,
                contactTimeout,
                contactRefresh,
                send,
                stopTimeout);
    }

    /** Gives a poll another time; more than what the server holds it for. */
    public WebQqOptions withPollTimeout(Duration other) {
        return new WebQqOptions(
                http,
                directory,
                session,
                backoffBase,
                backoffCap,
                other,
                pollInterval,
                contactTimeout,
                contactRefresh,
                send,
                stopTimeout);
    }

    /** Waits otherwise after failures. */
    public WebQqOptions withBackoff(Duration base, Duration cap) {
        return new WebQqOptions(
                http,
                directory,
                session,
                base,
                cap,
                pollTimeout,
                pollInterval,
                contactTimeout,
                contactRefresh,
                send,
                stopTimeout);
    }

    /** Speaks and acts otherwise. */
    public WebQqOptions withSend(SendOptions other) {
        return new WebQqOptions(
                http,
                directory,
                session,
                backoffBase,
                backoffCap,
                pollTimeout,
                pollInterval,
                contactTimeout,
                contactRefresh,
                other,
                stopTimeout);
    }

    /** Gives up polls and questions about names after other times. */
    public WebQqOptions withTimeouts(Duration poll, Duration contact) {
        return new WebQqOptions(
                http,
                directory,
                session,
                backoffBase,
                backoffCap,
                poll,
                pollInterval,
                contact,
                contactRefresh,
                send,
                stopTimeout);
    }

    /** Reads the lists of friends and groups anew after another time; zero for never. */
    public WebQqOptions withContactRefresh(Duration refresh) {
        return new WebQqOptions(
                http,
                directory,
                session,
                backoffBase,
                backoffCap,
                pollTimeout,
                pollInterval,
                contactTimeout,
                refresh,
                send,
                stopTimeout);
    }
}
