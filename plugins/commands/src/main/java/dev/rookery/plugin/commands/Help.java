package dev.rookery.plugin.commands;

import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.CommandInfo;
import dev.rookery.api.command.Commands;
import dev.rookery.api.command.Param;
import dev.rookery.api.command.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** The command help: those commands that whoever asks may give, page by page, or all about one of them. */
final class Help {

    /** Commands on a page: what fits on a telephone. */
    static final int PAGE = 12;

    private final Commands commands;

    Help(Commands commands) {
        this.commands = commands;
    }

    @Command(value = "help", aliases = "帮助")
    String help(CommandCall call, @Param("command") Optional<String> topic) {
        List<CommandInfo> available = commands.availableTo(call);
        if (topic.isEmpty()) {
            return page(call, available, 1);
        }
        return topic.get().matches("\\d{1,3}")
                ? page(call, available, Integer.parseInt(topic.get()))
                : about(call, available, topic.get());
    }

    private String about(CommandCall call, List<CommandInfo> available, String word) {
        return commands.find(word)
                .filter(command ->
                        available.stream().anyMatch(other -> other.name().equals(command.name())))
                .map(command -> command.help(call.language()))
                .orElseThrow(() -> UsageException.phrase("help.unknown", word));
    }

    private static String page(CommandCall call, List<CommandInfo> available, int page) {
        int pages = Math.max(1, (available.size() + PAGE - 1) / PAGE);
        if (page < 1 || page > pages) {
            return call.phrase("help.none", pages);
        }
        StringJoiner lines = new StringJoiner("\n");
        lines.add(call.phrase("help.begin"));
        available.stream().skip((page - 1L) * PAGE).limit(PAGE).forEach(command -> lines.add(line(call, command)));
        if (pages > 1) {
            lines.add(page < pages ? call.phrase("help.page", page, pages, page + 1) : call.phrase("help.last", page));
        }
        String name = call.event().self().name();
        if (!call.chat().kind().isPrivate() && !name.isEmpty()) {
            lines.add(call.phrase("help.groups", name));
        }
        return lines.toString();
    }

    private static String line(CommandCall call, CommandInfo command) {
        Locale language = call.language();
        String description = command.description(language);
        String usage = command.usage(language);
        return description.isEmpty() ? usage : call.phrase("help.line", usage, description);
    }
}
