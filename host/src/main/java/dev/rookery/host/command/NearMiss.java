package dev.rookery.host.command;

import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.host.text.EditDistance;
import dev.rookery.host.text.HostTexts;
import java.util.Optional;

/**
 * Answers what was said to the bot, was taken by no plugin and is nearly a command: "did you mean". Only where the bot
 * is surely meant, and only with commands that the person may give.
 */
final class NearMiss implements MessageHandler {

    /** The shortest word that is compared: in a shorter one every second letter would be wrong. */
    private static final int SHORTEST = 3;

    /** From so many letters on, two may be wrong. */
    private static final int LONG = 6;

    private final CommandCatalog catalog;

    NearMiss(CommandCatalog catalog) {
        this.catalog = catalog;
    }

    /** Behind everybody. */
    @Override
    public int priority() {
        return Integer.MIN_VALUE;
    }

    @Override
    public Outcome handle(IncomingMessage message) {
        if (!message.isAddressed()) {
            return Outcome.PASS;
        }
        CommandWord typed = CommandWord.of(message.unaddressed());
        if (typed.spellings().isEmpty()) {
            return Outcome.PASS;
        }
        String word = typed.spellings().get(typed.spellings().size() - 1);
        Optional<String> nearest = word.length() < SHORTEST ? Optional.empty() : nearest(word, typed, message);
        nearest.ifPresent(near ->
                message.reply(HostTexts.of(message.language()).format("command.nearest", TypedText.shown(word), near)));
        return nearest.isPresent() ? Outcome.CONSUMED : Outcome.PASS;
    }

    private Optional<String> nearest(String word, CommandWord typed, IncomingMessage message) {
        int least = word.length() < LONG ? 2 : 3;
        String nearest = null;
        for (OwnedCommand command : catalog.usableBy(message)) {
            if (typed.isFollowed() && command.spec().args().isEmpty()) {
                continue;
            }
            for (String label : command.spec().labels()) {
                int distance = EditDistance.between(word, TypedText.normal(label), least);
                if (distance > 0 && distance < least) {
                    least = distance;
                    nearest = label;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }
}
