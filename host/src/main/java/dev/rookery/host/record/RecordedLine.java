package dev.rookery.host.record;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.time.Instant;
import java.util.Map;

/** One line of a recording. */
public sealed interface RecordedLine {

    /** When, by the clock of the host that recorded. */
    Instant at();

    /**
     * The first line.
     *
     * @param at when the recording began
     * @param host the host's version
     * @param seed of the plugins' chance
     * @param names whether names are masked
     * @param plugins the plugins at work, id and version
     */
    record Header(Instant at, String host, long seed, boolean names, Map<String, String> plugins)
            implements RecordedLine {

        /** The version of the format that is written and read here. */
        public static final int VERSION = 1;

        /** Copies the map. */
        public Header {
            plugins = Map.copyOf(plugins);
        }
    }

    /**
     * A network told something.
     *
     * @param at when
     * @param event what
     */
    record Heard(Instant at, BotEvent event) implements RecordedLine {}

    /**
     * A plugin said something.
     *
     * @param at when
     * @param number ties it to its {@link Sent}
     * @param plugin who
     * @param chat where
     * @param message what
     */
    record Said(Instant at, long number, String plugin, ChatId chat, Message message) implements RecordedLine {}

    /**
     * What became of something said.
     *
     * @param at when it was known
     * @param number of the {@link Said}
     * @param result what the network answered
     */
    record Sent(Instant at, long number, SendResult result) implements RecordedLine {}

    /**
     * An account was asked for something besides sending.
     *
     * @param at when
     * @param number ties it to its {@link Answered}
     * @param account whom
     * @param method the method of {@link dev.rookery.api.account.Account}
     * @param arguments as JSON, masked
     */
    record Called(Instant at, long number, String account, String method, String arguments) implements RecordedLine {}

    /**
     * What an account answered.
     *
     * @param at when
     * @param number of the {@link Called}
     * @param answer as JSON
     */
    record Answered(Instant at, long number, String answer) implements RecordedLine {}

    /**
     * The recorder could not keep up here.
     *
     * @param at when
     * @param lines how many lines are missing
     */
    record Lost(Instant at, long lines) implements RecordedLine {}

    /**
     * The last line of a recording that was ended in order.
     *
     * @param at when
     * @param reason why
     */
    record Ended(Instant at, String reason) implements RecordedLine {}
}
