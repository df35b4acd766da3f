package dev.rookery.host.sandbox;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How a {@link Sandbox} behaves.
 *
 * @param listen where to listen; default loopback with any free port. Who can reach the port can read every chat and
 *     speak as anybody, so think before choosing a public address
 * @param autoScan whether a QR code counts as scanned and confirmed as soon as it is asked about; default no: somebody
 *     presses the button on the page or calls {@code /sandbox/scan}
 * @param pollHold how long a poll without a message is held; default 8 s, because ScienJus/smartqq gives up after 10 s
 * @param errorHold how long a refusal is held back, so that clients that retry without a pause do not spin; default 1 s
 * @param idleAnswer what a poll without a message is answered with; default {@link IdleAnswer#EMPTY_RESULT}
 * @param world who there is to talk to; default {@link World#standard()}
 */
public record SandboxOptions(
        InetSocketAddress listen,
        boolean autoScan,
        Duration pollHold,
        Duration errorHold,
        IdleAnswer idleAnswer,
        World world) {

    /** What a poll is answered with when nobody has said anything. */
    public enum IdleAnswer {
        /** Retcode 0 and an empty list, which every known client takes silently. */
        EMPTY_RESULT("{\"retcode\":0,\"result\":[]}"),
        /** What the real service said in 2018. */
        ERROR_MESSAGE("{\"retcode\":0,\"retmsg\":\"ok\",\"errmsg\":\"error\"}"),
        /** What the real service said until 2017; node-smartqq stops polling at it. */
        RETCODE_102("{\"retcode\":102,\"errmsg\":\"\"}");

        final String body;

        IdleAnswer(String body) {
            this.body = body;
        }
    }

    /** Durations must not be negative. */
    public SandboxOptions {
        notNegative("pollHold", pollHold);
        notNegative("errorHold", errorHold);
    }

    /** The defaults told above. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                false,
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                IdleAnswer.EMPTY_RESULT,
                World.standard());
    }

    /** The same with another address to listen on. */
    public SandboxOptions withListen(InetSocketAddress address) {
        return new SandboxOptions(address, autoScan, pollHold, errorHold, idleAnswer, world);
    }

    /** The same with the QR code scanned by itself, or not. */
    public SandboxOptions withAutoScan(boolean scan) {
        return new SandboxOptions(listen, scan, pollHold, errorHold, idleAnswer, world);
    }

    /** The same with another hold of idle polls. */
    public SandboxOptions withPollHold(Duration hold) {
        return new SandboxOptions(listen, autoScan, hold, errorHold, idleAnswer, world);
    }

    /** The same with another hold of refusals. */
    public SandboxOptions withErrorHold(Duration hold) {
        return new SandboxOptions(listen, autoScan, pollHold, hold, idleAnswer, world);
    }

    /** The same with another answer to idle polls. */
    public SandboxOptions withIdleAnswer(IdleAnswer answer) {
        return new SandboxOptions(listen, autoScan, pollHold, errorHold, answer, world);
    }

    /** The same with another world. */
    public SandboxOptions withWorld(World other) {
        return new SandboxOptions(listen, autoScan, pollHold, errorHold, idleAnswer, other);
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: zero or more)");
        }
    }
}
