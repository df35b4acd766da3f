package dev.rookery.host;

import dev.rookery.host.plugin.PluginStatus;
import java.util.List;
import java.util.StringJoiner;

/** Plugins and where they stand, a line for each, in columns. */
final class PluginTable {

    private static final int LONGEST_ID = 40;

    private PluginTable() {}

    static String of(List<PluginStatus> plugins) {
        int widest =
                plugins.stream().mapToInt(plugin -> name(plugin).length()).max().orElse(0);
        StringJoiner lines = new StringJoiner("\n");
        for (PluginStatus plugin : plugins) {
            String reason = plugin.reason().isEmpty() ? "" : ": " + plugin.reason();
            lines.add(padded(name(plugin), Math.min(widest, LONGEST_ID)) + "  " + padded(plugin.version(), 8) + "  "
                    + plugin.state() + reason + "  (" + plugin.file().getFileName() + ")");
        }
        return plugins.isEmpty() ? "no plugins" : lines.toString();
    }

    private static String name(PluginStatus plugin) {
        return plugin.id().isEmpty() ? "?" : plugin.id();
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
