package dev.rookery.host.plugin;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Another plugin that a plugin names in {@code Plugin-Dependencies}.
 *
 * @param id the other plugin
 * @param range the versions of it that fit
 * @param optional whether the plugin can do without; when it is there, it must fit all the same
 */
record Dependency(String id, VersionRange range, boolean optional) {

    private static final Pattern SEPARATOR = Pattern.compile(",");

    /** Reads the whole attribute, for example {@code base, words@>=1.2.0, maps?@*}. */
    static List<Dependency> parseAll(String attribute) {
        return SEPARATOR
                .splitAsStream(attribute)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Dependency::parse)
                .toList();
    }

    private static Dependency parse(String text) {
        int at = text.indexOf('@');
        String name = at < 0 ? text : text.substring(0, at);
        boolean optional = name.endsWith("?");
        String id = optional ? name.substring(0, name.length() - 1) : name;
        if (!PluginJar.isId(id)) {
            throw new IllegalArgumentException("'" + text + "' (expected: id, id@range or id?@range)");
        }
        String range = at < 0 ? "" : text.substring(at + 1).strip();
        return new Dependency(id, range.isEmpty() ? VersionRange.ANY : new VersionRange(range), optional);
    }

    /** The plugin and the versions that fit, for messages. */
    @Override
    public String toString() {
        return Stream.of("'" + id + "'", range.equals(VersionRange.ANY) ? "" : " " + range)
                .reduce("", String::concat);
    }
}
