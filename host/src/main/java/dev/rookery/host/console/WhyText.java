package dev.rookery.host.console;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.why.Explanation;
import dev.rookery.host.why.Step;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What became of messages, in sentences for the operator. */
final class WhyText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final ZoneId zone;

    /**
     * Tells times as they are in a zone.
     *
     * @param zone the operator's
     */
    WhyText(ZoneId zone) {
        this.zone = zone;
    }

    String of(List<Explanation> messages) {
        StringJoiner text = new StringJoiner("\n");
        messages.forEach(message -> text.add(of(message)));
        return text.toString();
    }

    private String of(Explanation message) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(TIME.format(message.at().atZone(zone)) + " " + message.chat() + " "
                + ConsoleText.clean(message.sender().name()) + " ("
                + message.sender().id() + "): \""
                + ConsoleText.clean(message.text()) + "\"");
        message.steps().forEach(step -> lines.add("  " + subject(step) + words(step)));
        if (message.unremembered() > 0) {
            lines.add("  and " + message.unremembered() + " steps more");
        }
        lines.add("  " + end(message));
        return lines.toString();
    }

    private static String subject(Step step) {
        return step.plugin().isEmpty() ? "" : step.plugin() + ": ";
    }

    private static String words(Step step) {
        if (step instanceof Step.Asked asked) {
            return asked(asked);
        }
        if (step instanceof Step.Command command) {
            return "took it for the command " + ConsoleText.clean(command.name());
        }
        if (step instanceof Step.Stopped stopped) {
            return why(stopped.by()) + ": " + ConsoleText.clean(stopped.reason());
        }
        Step.Replied replied = (Step.Replied) step;
        String known = replied.known()
                .map(after -> " " + millis(after) + " after the message came")
                .orElse("");
        return replied.result().map(WhyText::became).orElse("answered, waits to be sent") + known;
    }

    private static String asked(Step.Asked asked) {
        String after = " (after " + millis(asked.waited()) + ")";
        String took = asked.took().map(WhyText::millis).orElse("");
        if (asked.failure().isPresent()) {
            return "failed with " + asked.failure().get() + " in " + took + ", the log has its stack" + after;
        }
        return asked.outcome()
                        .map(outcome -> (outcome == Outcome.CONSUMED ? "dealt with it in " : "passed it on in ") + took)
                        .orElse("is at it")
                + after;
    }

    private static String why(Trail.Stop by) {
        return switch (by) {
            case SCOPE -> "not asked, switched off";
            case PERMISSION -> "not allowed";
            case COOLDOWN -> "not carried out, cooling down";
            case BREAKER -> "not asked, left alone";
            case FULL -> "not asked, too busy";
            case GONE -> "not asked, gone";
            case LOOP -> "nobody asked, a loop";
        };
    }

    private static String became(SendResult result) {
        if (result instanceof SendResult.Refused refused) {
            return "its answer was not sent: " + ConsoleText.clean(refused.reason());
        }
        if (result instanceof SendResult.Unknown unknown) {
            return "its answer was perhaps sent: " + ConsoleText.clean(unknown.reason());
        }
        return "its answer was sent";
    }

    private static String end(Explanation message) {
        if (message.ended().isEmpty()) {
            return "still under way";
        }
        boolean answered = message.steps().stream()
                .anyMatch(step -> step instanceof Step.Replied
                        || (step instanceof Step.Asked asked
                                && asked.outcome()
                                        .filter(Outcome.CONSUMED::equals)
                                        .isPresent()));
        return (answered ? "done" : "nobody took it, done") + " after "
                + millis(message.ended().get());
    }

    private static String millis(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
