package dev.rookery.api.message;

/** What became of a message that was to be sent. */
public sealed interface SendResult {

    /**
     * The network took it.
     *
     * @param id what the network calls it; our own number for it where the network does not tell
     */
    record Sent(MessageId id) implements SendResult {}

    /**
     * It was not sent and will not be.
     *
     * @param reason one sentence for a person
     */
    record Refused(String reason) implements SendResult {}

    /**
     * It may or may not have arrived; sending it again could say it twice.
     *
     * @param reason one sentence for a person
     */
    record Unknown(String reason) implements SendResult {}
}
