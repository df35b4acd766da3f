package dev.rookery.host.config;

import dev.rookery.host.config.ConfigNode.Entry;
import dev.rookery.host.config.ConfigNode.Fault;
import dev.rookery.host.config.Interpolation.UnresolvedException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document into {@link ConfigNode}s. Works on the parser's events rather than on composed nodes: there a
 * tag that was written can be told from one that YAML 1.1 guessed, and every limit has a place in the file. What is
 * wrong with a part becomes a fault of its node; what makes the file unreadable, or is too much, ends the reading.
 *
 * <p>One reader reads one text.
 */
final class YamlReader {

    /** Characters of a file. Default: {@value}; a longer file is refused. */
    static final int MAX_CODE_POINTS = 256 * 1024;

    /** Mappings and lists inside of each other. Default: {@value}; deeper ones are refused. */
    static final int MAX_DEPTH = 20;

    /** Uses of anchors ({@code *name}). Default: {@value}; more are refused. */
    static final int MAX_ALIASES = 20;

    /** Values of a file after its aliases are followed. Default: {@value}; more are refused. */
    static final int MAX_NODES = 100_000;

    private static final String CORE = "tag:yaml.org,2002:";
    private static final Set<String> CORE_TAGS = Set.of("str", "int", "float", "bool", "null", "seq", "map");
    private static final Set<String> NULLS = Set.of("", "~", "null");

    private final String file;
    private final Interpolation interpolation;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private Iterator<Event> events = Collections.emptyIterator();
    private Position reached = Position.START;
    private int nodes;
    private int aliases;

    private record Anchored(ConfigNode node, int size) {}

    /**
     * A reader for one text.
     *
     * @param file the name for messages
     * @param interpolation fills in variables and files
     */
    YamlReader(String file, Interpolation interpolation) {
        this.file = file;
        this.interpolation = interpolation;
    }

    /**
     * Reads the text.
     *
     * @throws ConfigException if it is no YAML, more than one document, or beyond a limit
     */
    ConfigNode read(String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        refuseWhatCannotBeRead(content);
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(MAX_CODE_POINTS + 1);
            events = new Yaml(options).parse(new StringReader(content)).iterator();
            return document();
        } catch (MarkedYAMLException e) {
            throw new ConfigException(new SyntaxErrors(file, content).problem(e));
        } catch (YAMLException | IllegalArgumentException e) {
            if (e instanceof ConfigException told) {
                throw told;
            }
            // SnakeYAML 2.7 lets a NumberFormatException through for "\U99999999"; the parser's words are not for
            // people.
            throw refuse(reached, "what follows here is not understood", "YAML");
        }
    }

    private void refuseWhatCannotBeRead(String content) {
        if (content.codePointCount(0, content.length()) > MAX_CODE_POINTS) {
            throw refuse(Position.START, "the file is too long", "at most " + MAX_CODE_POINTS + " characters");
        }
        for (int i = 0; i < content.length(); i += Character.charCount(content.codePointAt(i))) {
            int codePoint = content.codePointAt(i);
            if (!StreamReader.isPrintable(codePoint)) {
                throw refuse(
                        Position.after(content.substring(0, i)),
                        String.format("the character U+%04X is not allowed in YAML", codePoint),
                        "printable characters; inside of double quotes it can be written as an escape");
            }
        }
    }

    private ConfigNode document() {
        next(); // stream start
        if (next() instanceof StreamEndEvent) {
            return new ConfigNode.Mapping(Position.START, Map.of(), List.of());
        }
        ConfigNode root = node(next(), 0);
        next(); // document end
        Event after = next();
        if (!(after instanceof StreamEndEvent)) {
            throw refuse(
                    Position.of(after.getStartMark()),
                    "a second document begins here",
                    "one document, without further '---' lines");
        }
        return root;
    }

    private Event next() {
        Event event = events.next();
        reached = Position.of(event.getEndMark());
        return event;
    }

    private ConfigNode node(Event event, int depth) {
        Position at = Position.of(event.getStartMark());
        count(1, at);
        if (event instanceof AliasEvent alias) {
            return follow(alias, at);
        }
        if (depth == MAX_DEPTH && !(event instanceof ScalarEvent)) {
            throw refuse(at, "too deep", "at most " + MAX_DEPTH + " mappings and lists inside of each other");
        }
        String anchor = ((NodeEvent) event).getAnchor();
        int before = nodes;
        if (anchor != null) {
            open.add(anchor);
        }
        ConfigNode node;
        if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar, at);
        } else if (event instanceof SequenceStartEvent sequence) {
            node = sequence(sequence, at, depth);
        } else {
            node = mapping((MappingStartEvent) event, at, depth);
        }
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, new Anchored(node, nodes - before));
        }
        return node;
    }

    private ConfigNode follow(AliasEvent alias, Position at) {
        if (++aliases > MAX_ALIASES) {
            throw refuse(at, "too many aliases", "at most " + MAX_ALIASES + " uses of '*name'");
        }
        if (open.contains(alias.getAnchor())) {
            throw refuse(at, "an alias inside of what it stands for", "no recursion");
        }
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw refuse(
                    at, "'*' uses an anchor that is not defined above", "quotes around a text that begins with '*'");
        }
        count(anchored.size, at);
        return anchored.node;
    }

    private void count(int more, Position at) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw refuse(at, "too many values", "at most " + MAX_NODES + ", aliases followed");
        }
    }

    private ConfigNode scalar(ScalarEvent event, Position at) {
        List<Fault> faults = new ArrayList<>();
        checkTag(event.getTag(), at, faults);
        String written = event.getValue();
        boolean isNull = event.isPlain() && NULLS.contains(written) && !(CORE + "str").equals(event.getTag());
        String text = written;
        try {
            text = interpolation.fillIn(written);
        } catch (UnresolvedException e) {
            faults.add(new Fault(at, "", String.valueOf(e.getMessage()), e.expected()));
        }
        return new ConfigNode.Scalar(at, text, written, isNull, List.copyOf(faults));
    }

    private ConfigNode sequence(SequenceStartEvent event, Position at, int depth) {
        List<Fault> faults = new ArrayList<>();
        checkTag(event.getTag(), at, faults);
        List<ConfigNode> items = new ArrayList<>();
        for (Event item = next(); !(item instanceof SequenceEndEvent); item = next()) {
            items.add(node(item, depth + 1));
        }
        return new ConfigNode.Sequence(at, List.copyOf(items), List.copyOf(faults));
    }

    private ConfigNode mapping(MappingStartEvent event, Position at, int depth) {
        List<Fault> faults = new ArrayList<>();
        checkTag(event.getTag(), at, faults);
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event key = next(); !(key instanceof MappingEndEvent); key = next()) {
            Position keyAt = Position.of(key.getStartMark());
            int before = faults.size();
            String name = key(key, keyAt, depth, faults);
            ConfigNode value = node(next(), depth + 1);
            if (faults.size() > before) {
                continue;
            }
            Entry first = entries.putIfAbsent(name, new Entry(keyAt, value));
            if (first != null) {
                faults.add(new Fault(
                        keyAt,
                        name,
                        "duplicate key, first given in line " + first.keyAt().line(),
                        "each key once"));
            }
        }
        return new ConfigNode.Mapping(at, Collections.unmodifiableMap(entries), List.copyOf(faults));
    }

    /** The key's name; when it cannot be one, a fault is added and the name is of no use. */
    private String key(Event event, Position at, int depth, List<Fault> faults) {
        if (!(event instanceof ScalarEvent scalar)) {
            node(event, depth + 1);
            faults.add(new Fault(at, "", "a key that is a mapping, a list or an alias", "a plain text as key"));
            return "";
        }
        count(1, at);
        String name = scalar.getValue();
        checkTag(scalar.getTag(), at, faults);
        if (name.isEmpty()) {
            faults.add(new Fault(at, "", "an empty key", "a plain text as key"));
        } else if (name.equals("<<") && scalar.isPlain()) {
            faults.add(new Fault(at, "", "merge keys ('<<') are not supported", "the keys written out"));
        }
        return name;
    }

    private static void checkTag(@Nullable String tag, Position at, List<Fault> faults) {
        if (tag != null && !(tag.startsWith(CORE) && CORE_TAGS.contains(tag.substring(CORE.length())))) {
            faults.add(new Fault(
                    at, "", "YAML tags ('!…') are not supported", "quotes around a text that begins with '!'"));
        }
    }

    private ConfigException refuse(Position at, String what, String expected) {
        return new ConfigException(new ConfigProblem(file, at, "", what, expected));
    }
}
