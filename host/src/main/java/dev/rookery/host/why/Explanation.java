package dev.rookery.host.why;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.Person;
import dev.rookery.api.message.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of one message, as far as it is known now.
 *
 * @param id the network's id of it
 * @param chat where it was said
 * @param sender by whom
 * @param text what was said, at most {@link RecentMessages#LONGEST_TEXT} characters of it
 * @param at when it came
 * @param steps what became of it, in order
 * @param unremembered how many further steps there were
 * @param ended how long its way through the plugins took; empty while it is under way
 */
public record Explanation(
        MessageId id,
        ChatId chat,
        Person sender,
        String text,
        Instant at,
        List<Step> steps,
        int unremembered,
        Optional<Duration> ended) {}
