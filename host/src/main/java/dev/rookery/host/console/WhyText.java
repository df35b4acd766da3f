package dev.rookery.host.console;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.why.Explanation;
import dev.rookery.host.why.Step;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
        List<Step> steps = telling(message.steps());
        for (int i = 0; i < steps.size(); i++) {
            int more = alike(steps, i);
            lines.add("  " + subject(steps.get(i)) + words(steps.get(i)) + (more > 0 ? ", and " + more + " more" : ""));
            i += more;
        }
        if (message.unremembered() > 0) {
            lines.add("  and " + message.unremembered() + " steps more");
        }
        lines.add("  " + end(message));
        return lines.toString();
    }

    /** Without those handlers that passed the message on where more is told of their plugin, or that are the host's. */
    private static List<Step> telling(List<Step> steps) {
        List<Step> telling = new ArrayList<>();
        Set<String> toldLater = new HashSet<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            boolean passed = step instanceof Step.Asked asked
                    && asked.outcome().filter(Outcome.PASS::equals).isPresent();
            boolean untold = passed && (step.plugin().startsWith("(") || toldLater.contains(step.plugin()));
            if (!untold) {
                telling.add(0, step);
            }
            if (step instanceof Step.Asked || step instanceof Step.Stopped) {
                toldLater.add(step.plugin());
            }
        }
        return telling;
    }

    /** How many answers that were sent follow on one that was, of the same plugin. */
    private static int alike(List<Step> steps, int first) {
        int next = first;
        while (next < steps.size()
                && isSent(steps.get(next))
                && steps.get(next).plugin().equals(steps.get(first).plugin())) {
            next++;
        }
        return Math.max(0, next - first - 1);
    }

    private static boolean isSent(Step step) {
        return step instanceof Step.Replied replied
                && replied.result().filter(SendResult.Sent.class::isInstance).isPresent();
    }

    private static String subject(Step step) {
        return step.plugin().isEmpty() ? "nobody " : step.plugin() + ": ";
    }

    private static String words(Step step) {
        if (step instanceof Step.Asked asked) {
            return asked(asked);
        }
        if (step instanceof Step.Command command) {
            return "took it for the command " + ConsoleText.clean(command.name());
        }
        if (step instanceof Step.Stopped stopped) {
            String what = step.plugin().isEmpty() ? "was asked" : why(stopped.by());
            return what + ": " + ConsoleText.clean(stopped.reason().toString());
        }
        Step.Replied replied = (Step.Replied) step;
        String known = replied.known()
                .map(after -> " " + millis(after) + " after the message came")
                .orElse("");
        return replied.result().map(WhyText::became).orElse("answered, waits to be sent") + known;
    }

    private static String asked(Step.Asked asked) {
        String took = asked.took().map(WhyText::millis).orElse("");
        String what = asked.failure()
                .map(thrown -> "failed in " + took + " with " + thrown + ", the log has its stack")
                .or(() -> asked.outcome()
                        .map(outcome ->
                                (outcome == Outcome.CONSUMED ? "dealt with it in " : "passed it on in ") + took))
                .orElse("is at it");
        return what + " (asked after " + millis(asked.waited()) + ")";
    }

    private static String why(Trail.Stop by) {
        return switch (by) {
            case SCOPE, BREAKER, FULL, GONE, LOOP -> "not asked";
            case PERMISSION -> "not allowed";
            case COOLDOWN -> "not carried out";
            case SLOW -> "too slow";
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
