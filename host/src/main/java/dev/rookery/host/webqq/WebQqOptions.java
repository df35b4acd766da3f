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
 * @param directory where {@code <account>-qr.png} is written while a QR code waits to be scanned
 * @param scanInterval how long between two questions whether the code was scanned. Default 2 s
 * @param qrCodes how many codes are fetched one right after the other when nobody scans them; after that the back-off
 *     below lies before each further one. Default 5, each good for some minutes
 * @param backoffBase how long to wait at most after the first failure in a row; doubles with each further one. Default
 *     1 s
 * @param backoffCap what that wait never exceeds. Default 60 s
 * @param pollTimeout how long a poll may take before it is given up and asked again; must exceed the time for which the
 *     server holds it, about a minute. Default 120 s, as Mojo-Webqq and qqbot
 * @param pollInterval the least time between the beginnings of two polls when nothing was said, so that a server which
 *     does not hold them is not asked in a busy loop. Default 1 s
 * @param contactTimeout how long a question about names may take; messages that wait for them go on without. Default 10
 *     s
 * @param messageBytes the most bytes of UTF-8 in one message; longer ones are cut into parts. Default 720, as qqbot
 * @param messageParts the most parts of one message; what is longer is refused. Default 20
 * @param partInterval the least time between the beginnings of two sends to one chat, be they parts of one message or
 *     messages; what comes sooner waits. Default 600 ms, since servers swallowed the second of two sends within half a
 *     second (seen in pual_bot and twqq); zero for none
 * @param stopTimeout how long {@link WebQqAccount#stop} waits for sends under way, and again for the sign-out. Default
 *     1 s
 */
public record WebQqOptions(
        HttpStreamOptions http,
        Path directory,
        Duration scanInterval,
        int qrCodes,
        Duration backoffBase,
        Duration backoffCap,
        Duration pollTimeout,
        Duration pollInterval,
        Duration contactTimeout,
        int messageBytes,
        int messageParts,
        Duration partInterval,
        Duration stopTimeout) {

    /** Checks the bounds that would otherwise fail late. */
    public WebQqOptions {
        if (messageBytes < 4 || messageParts < 1) {
            throw new IllegalArgumentException("messageBytes: " + messageBytes + " messageParts: " + messageParts
                    + " (expected: at least 4 and 1)");
        }
        if (backoffCap.compareTo(backoffBase) < 0) {
            throw new IllegalArgumentException(
                    "backoffCap: " + backoffCap + " (expected: at least backoffBase, " + backoffBase + ")");
        }
    }

    /**
     * The defaults.
     *
     * @param directory where the picture of the QR code goes
     */
    public static WebQqOptions defaults(Path directory) {
        return new WebQqOptions(
                HttpStreamOptions.defaults(),
                directory,
                Duration.ofSeconds(2),
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                720,
                20,
                Duration.ofMillis(600),
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
                scanInterval,
                qrCodes,
                backoffBase,
                backoffCap,
                pollTimeout,
                pollInterval,
                contactTimeout,
                messageBytes,
                messageParts,
                partInterval,
                stopTimeout);
    }

    /** Sends everything to this http or https address, under the original names. */
    public WebQqOptions withEndpoint(@Nullable URI endpoint) {
        return withHttp(http.withEndpoint(endpoint));
    }

    /**
     * Keeps other intervals: between two questions whether a code was scanned, between two polls, and between two sends
     * to one chat. Zero is for tests and servers of one's own.
     */
    public WebQqOptions withIntervals(Duration scan, Duration poll, Duration part) {
        return new WebQqOptions(
                http,
                directory,
                scan,
                qrCodes,
                backoffBase,
                backoffCap,
                pollTimeout,
                poll,
                contactTimeout,
                messageBytes,
                messageParts,
                part,
                stopTimeout);
    }

    /** Waits otherwise after failures. */
    public WebQqOptions withBackoff(Duration base, Duration cap) {
        return new WebQqOptions(
                http,
                directory,
                scanInterval,
                qrCodes,
                base,
                cap,
                pollTimeout,
                pollInterval,
                contactTimeout,
                messageBytes,
                messageParts,
                partInterval,
                stopTimeout);
    }

    /** Gives up polls and questions about names after other times. */
    public WebQqOptions withTimeouts(Duration poll, Duration contact) {
        return new WebQqOptions(
                http,
                directory,
                scanInterval,
                qrCodes,
                backoffBase,
                backoffCap,
                poll,
                pollInterval,
                contact,
                messageBytes,
                messageParts,
                partInterval,
                stopTimeout);
    }
}
