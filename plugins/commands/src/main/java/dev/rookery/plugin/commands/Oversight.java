package dev.rookery.plugin.commands;

import dev.rookery.api.chat.PersonId;
import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.Param;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.message.Segment;
import dev.rookery.api.operator.Explained;
import dev.rookery.api.operator.Operator;
import dev.rookery.api.operator.Reach;
import dev.rookery.api.operator.Switched;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The commands for those with a say: enable and disable, and why. */
final class Oversight {

    /** How many messages why tells of: what fits on a telephone. */
    static final int MESSAGES = 3;

    private static final Set<String> HERE = Set.of("here", "本群", "这里");
    private static final Set<String> EVERYWHERE = Set.of("everywhere", "全部", "到处");

    private final Operator operator;

    Oversight(Operator operator) {
        this.operator = operator;
    }

    @Command(value = "enable", aliases = "启用", permission = Operator.SWITCH_HERE)
    String enable(
            CommandCall call,
            @Param("what") String what,
            @Param(value = "where", rest = true, orElse = "here") String where) {
        return turn(call, what, true, where);
    }

    @Command(value = "disable", aliases = "停用", permission = Operator.SWITCH_HERE)
    String disable(
            CommandCall call,
            @Param("what") String what,
            @Param(value = "where", rest = true, orElse = "here") String where) {
        return turn(call, what, false, where);
    }

    private String turn(CommandCall call, String what, boolean on, String where) {
        Switched switched = operator.turn(call, what, on, reach(call, where.strip()));
        String state = call.phrase(on ? "switch.on" : "switch.off");
        return switch (switched.result()) {
            case DONE -> call.phrase("switch.done", switched.what(), state);
            case NOT_KEPT -> call.phrase("switch.unkept", switched.what(), state, switched.detail());
            case UNKNOWN -> call.phrase("switch.unknown", switched.what());
            default -> call.phrase("switch.refused", switched.detail());
        };
    }

    /** Here, everywhere, or a person: one who is mentioned, or the id that why and the logs show. */
    private static Reach reach(CommandCall call, String where) {
        Optional<PersonId> mentioned = call.unaddressed().segments().stream()
                .filter(Segment.Mention.class::isInstance)
                .map(segment -> ((Segment.Mention) segment).target())
                .findFirst();
        if (mentioned.isPresent()) {
            return new Reach.For(mentioned.get());
        }
        String word = where.toLowerCase(Locale.ROOT);
        if (word.isEmpty() || HERE.contains(word)) {
            return new Reach.Here();
        }
        if (EVERYWHERE.contains(word)) {
            return new Reach.Everywhere();
        }
        String id = where.substring(where.indexOf('/') + 1);
        if (id.isBlank()) {
            throw UsageException.phrase("argument.unclear", where);
        }
        return new Reach.For(new PersonId(call.event().account(), id));
    }

    @Command(value = "why", aliases = "为什么", permission = Operator.WHY)
    String why(CommandCall call) {
        List<Explained> messages = operator.why(call, MESSAGES);
        if (messages.isEmpty()) {
            return call.phrase("why.nothing");
        }
        StringJoiner lines = new StringJoiner("\n");
        for (Explained message : messages) {
            lines.add(call.phrase("why.message", message.sender(), message.text()));
            List<String> steps = message.steps().stream()
                    .filter(step -> step.kind() != Explained.Kind.PASSED)
                    .map(step -> call.phrase(
                            key(step), step.plugin(), step.detail(), step.took().toMillis()))
                    .distinct()
                    .toList();
            steps.forEach(lines::add);
            if (message.underWay()) {
                lines.add(call.phrase("why.underway"));
            } else if (steps.isEmpty()) {
                lines.add(call.phrase("why.untouched"));
            }
        }
        return lines.toString();
    }

    /** Where no plugin is named, nobody got the message. */
    private static String key(Explained.Step step) {
        return step.plugin().isEmpty()
                ? "why.nobody"
                : "why." + step.kind().name().toLowerCase(Locale.ROOT);
    }
}
