package dev.rookery.host.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A configuration file: one YAML document, read and filled in once, bound to records as often as wanted. Immutable and
 * free of side effects, so that a changed file can be read and bound aside before anything is touched.
 *
 * <pre>{@code
 * record Retry(@Default("5") int max, @Doc("Pause between two tries.") Duration delay) {}
 * record Settings(URI endpoint, Optional<Retry> retry, @Rest Map<String, ConfigSection> others) {}
 *
 * Settings settings = ConfigDocument.read(Path.of("rookery.yml")).bind(Settings.class);
 * }</pre>
 *
 * <p><b>What a record may hold.</b> {@code String}; {@code int}, {@code long}, {@code double}, {@code boolean} (only
 * {@code true} and {@code false}) and their boxes; enums ({@code ON_MENTION} is {@code on-mention} in the file);
 * {@code Duration} ({@code 500ms}, {@code 90s}, {@code 2m}, {@code 1h}, {@code 1d}); {@link ByteSize} ({@code 10MiB});
 * absolute {@code URI}; {@code Path} (relative to the file's folder, answered absolute); {@code InetSocketAddress}
 * ({@code 127.0.0.1:10000}, {@code [::1]:0}, {@code :0} for every interface; names other than {@code localhost} stay
 * unresolved); {@code LocalTime} ({@code 09:00}); {@code ZoneId} ({@code Asia/Shanghai}); {@code Pattern};
 * {@code ChatId} and {@code PersonId} ({@code pual/group/42}, {@code pual/1001}); {@code Secret}; {@code Optional},
 * {@code List}, {@code Set} (in the order of the file) and {@code Map<String, …>} of these; records; sealed interfaces
 * of records, see {@link Discriminator}; {@link ConfigSection} and {@link Rest}. The text and the component's type
 * decide, never YAML's guess.
 *
 * <p><b>Keys</b> are the components' names with dashes: {@code pollTimeout} is {@code poll-timeout}. Nothing, {@code ~}
 * or {@code null} behind a key means that it is not given. What is not given is the {@code @Default}, else empty for
 * {@code Optional}, {@code List}, {@code Set}, {@code Map}, {@code ConfigSection} and records that need no key, else
 * missing. An {@code IllegalArgumentException} of a record's constructor becomes a problem, at the component whose name
 * its message begins with: {@code "delay: PT0S (expected: more than zero)"}.
 *
 * <p><b>Filled in</b> in any scalar, after parsing: <code>${NAME}</code>, <code>${NAME:-default}</code>, <code>
 * ${file:path}</code>; <code>$${</code> is a plain <code>${</code>.
 *
 * <p><b>Bounds</b>: 262,144 characters, 20 levels, 20 aliases, 100,000 values; 64 KiB for each file that is filled in
 * and 1 Mi characters for all that is. Beyond them the file is refused.
 */
public final class ConfigDocument {

    private final ConfigSection root;
    private final Set<String> secrets;
    private final Optional<ConfigFile> source;

    private ConfigDocument(ConfigSection root, Set<String> secrets, Optional<ConfigFile> source) {
        this.root = root;
        this.secrets = secrets;
        this.source = source;
    }

    /**
     * Reads a file, with the variables of the process.
     *
     * @param file the file; its name appears in messages as given here
     * @return the document; an empty file is an empty document
     * @throws ConfigException if it cannot be read or is no YAML
     */
    public static ConfigDocument read(Path file) {
        return new ConfigFile(file, ConcurrentHashMap.newKeySet()).first();
    }

    /**
     * Reads a text that stands for a file.
     *
     * @param file its name for messages; its folder is what relative paths are relative to; need not exist
     * @param text the content
     * @param environment the variables
     * @return the document
     * @throws ConfigException if it is no YAML
     */
    public static ConfigDocument parse(Path file, String text, Map<String, String> environment) {
        return of(file, text, environment, ConcurrentHashMap.newKeySet(), Optional.empty());
    }

    static ConfigDocument of(
            Path file, String text, Map<String, String> environment, Set<String> secrets, Optional<ConfigFile> source) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        ConfigNode node = new YamlReader(file.toString(), new Interpolation(folder, environment)).read(text);
        return new ConfigDocument(
                new ConfigSection(file.toString(), folder, node, Binder.Place.ROOT, secrets), secrets, source);
    }

    /**
     * Where it was read from, to be read again.
     *
     * @return empty for a text that only stands for a file
     */
    public Optional<ConfigFile> source() {
        return source;
    }

    /**
     * What this says otherwise than an earlier reading, in the order of the file.
     *
     * @param before the earlier one
     * @return one for each setting; empty if both say the same, wherever it stands
     */
    public List<ConfigEdit> editsSince(ConfigDocument before) {
        return root.editsSince(before.root);
    }

    /**
     * What editors need to complete and check a file that is bound to a record.
     *
     * @param type a record as described above
     * @return a JSON Schema, draft 7
     * @throws IllegalArgumentException if the class is no settings record
     */
    public static String schema(Class<? extends Record> type) {
        return Schema.of(type);
    }

    /**
     * Binds the whole file.
     *
     * @param type a record as described above
     * @param <T> its type
     * @return the record
     * @throws ConfigException with every mistake in the file
     * @throws IllegalArgumentException if the class is no settings record
     */
    public <T extends Record> T bind(Class<T> type) {
        return root.bind(type);
    }

    /**
     * A part of the file; empty when it was not written.
     *
     * @param keys the keys on the way, as they stand in the file
     * @return the part
     */
    public ConfigSection section(String... keys) {
        return root.section(keys);
    }

    /**
     * The clear texts of all {@code Secret}s that were bound so far, from this and all other readings of the same file,
     * for whoever must not write them down.
     *
     * @return grows while sections are bound; safe for use by any thread
     */
    public Set<String> secrets() {
        return Collections.unmodifiableSet(secrets);
    }
}
