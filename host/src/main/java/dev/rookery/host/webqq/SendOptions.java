package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.Multipart;
import java.time.Duration;
import java.util.List;

/**
 * How an account speaks and acts, and how much of it the servers bear; see {@link #FOR_ORIGINAL_NAMES} and
 * {@link #FOR_ENDPOINT} for the defaults.
 *
 * @param messageBytes the most bytes of UTF-8 in one message; longer ones are cut into parts. Default 720, as qqbot
 * @param messageParts the most parts of one message; what is longer is refused. Default 20
 * @param chatInterval the least time between the beginnings of two sends to one chat, be they parts of one message or
 *     messages; what comes sooner waits. Default for the original names 600 ms, since servers swallowed the second of
 *     two sends within half a second (seen in pual_bot and twqq); for an endpoint none
 * @param accountInterval the same between any two sends of the account, whose messages were counted together when
 *     accounts were frozen for flooding. Default for the original names 500 ms, the queue of pual_bot and twqq; for an
 *     endpoint none
 * @param repeats what to do with the same text twice in a row to one chat. Default for the original names
 *     {@link Repeats#VARY}; for an endpoint {@link Repeats#AS_IS}, since a server of one's own swallows nothing and
 *     tests want back what they said
 * @param repeatInterval how long {@link Repeats#SPACE} waits. Default 1.2 s: one interval more than otherwise, as in
 *     pual_bot and twqq
 * @param pictureBytes the largest picture that is uploaded; a message with a larger one is refused. Default 5 MiB
 * @param uploadWait how long after an upload the message is sent, which showed a broken picture when it came too soon.
 *     Default for the original names 5 s, as lwqq; for an endpoint none
 * @param changeInterval the least time between the beginnings of two calls that change something, so that no plugin can
 *     hammer the servers; what comes sooner waits. Default for the original names 1 s, for an endpoint none
 * @param waitingChanges how many such calls may wait; a further one is refused. Default 100
 */
public record SendOptions(
        int messageBytes,
        int messageParts,
        Duration chatInterval,
        Duration accountInterval,
        Repeats repeats,
        Duration repeatInterval,
        int pictureBytes,
        Duration uploadWait,
        Duration changeInterval,
        int waitingChanges) {

    /** What {@code pictureBytes} cannot exceed: an upload has to fit into a {@link Multipart}. */
    public static final int MAX_PICTURE_BYTES = Multipart.MAX_BYTES - (1 << 20);

    /** What Tencent's servers bore. */
    public static final SendOptions FOR_ORIGINAL_NAMES = new SendOptions(
            720,
            20,
            Duration.ofMillis(600),
            Duration.ofMillis(500),
            Repeats.VARY,
            Duration.ofMillis(1200),
            5 << 20,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            100);

    /** For a server that somebody named, which is one's own. */
    public static final SendOptions FOR_ENDPOINT = FOR_ORIGINAL_NAMES
            .withIntervals(Duration.ZERO, Duration.ZERO)
            .withRepeats(Repeats.AS_IS)
            .withPictures(5 << 20, Duration.ZERO)
            .withChanges(Duration.ZERO, 100);

    /** Checks the bounds that would otherwise fail late. */
    public SendOptions {
        if (messageBytes < 4 || messageParts < 1 || waitingChanges < 1) {
            throw new IllegalArgumentException("messageBytes: " + messageBytes + " messageParts: " + messageParts
                    + " waitingChanges: " + waitingChanges + " (expected: at least 4, 1 and 1)");
        }
        if (pictureBytes < 0 || pictureBytes > MAX_PICTURE_BYTES) {
            throw new IllegalArgumentException(
                    "pictureBytes: " + pictureBytes + " (expected: 0 to " + MAX_PICTURE_BYTES + ")");
        }
        for (Duration wait : List.of(chatInterval, accountInterval, repeatInterval, uploadWait, changeInterval)) {
            if (wait.isNegative()) {
                throw new IllegalArgumentException("interval: " + wait + " (expected: zero or more)");
            }
        }
    }

    /** Keeps other intervals between two sends to one chat, and between any two. */
    public SendOptions withIntervals(Duration chat, Duration account) {
        return new SendOptions(
                messageBytes,
                messageParts,
                chat,
                account,
                repeats,
                repeatInterval,
                pictureBytes,
                uploadWait,
                changeInterval,
                waitingChanges);
    }

    /** Treats the same text twice in a row otherwise. */
    public SendOptions withRepeats(Repeats other) {
        return new SendOptions(
                messageBytes,
                messageParts,
                chatInterval,
                accountInterval,
                other,
                repeatInterval,
                pictureBytes,
                uploadWait,
                changeInterval,
                waitingChanges);
    }

    /** Lets the same text wait longer or shorter when repeats are spaced. */
    public SendOptions withRepeatInterval(Duration other) {
        return new SendOptions(
                messageBytes,
                messageParts,
                chatInterval,
                accountInterval,
                repeats,
                other,
                pictureBytes,
                uploadWait,
                changeInterval,
                waitingChanges);
    }

    /** Uploads larger or smaller pictures, and waits otherwise after each upload. */
    public SendOptions withPictures(int bytes, Duration wait) {
        return new SendOptions(
                messageBytes,
                messageParts,
                chatInterval,
                accountInterval,
                repeats,
                repeatInterval,
                bytes,
                wait,
                changeInterval,
                waitingChanges);
    }

    /** Keeps another interval between two changes, and lets more or fewer wait. */
    public SendOptions withChanges(Duration interval, int waiting) {
        return new SendOptions(
                messageBytes,
                messageParts,
                chatInterval,
                accountInterval,
                repeats,
                repeatInterval,
                pictureBytes,
                uploadWait,
                interval,
                waiting);
    }
}
