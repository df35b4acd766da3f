package dev.rookery.host.sandbox;

import dev.rookery.host.sandbox.World.Category;
import dev.rookery.host.sandbox.World.Discussion;
import dev.rookery.host.sandbox.World.Friend;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Member;
import dev.rookery.host.sandbox.World.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a {@link World} from YAML and says where it does not fit. Plain data only, no tags, at most 4 MiB. */
final class WorldReader {

    private static final int MAX_CHARACTERS = 4 << 20;
    private static final int MAX_DEPTH = 10;
    private static final long MAX_NUMBER = 4_294_967_295L;
    private static final Set<String> STATUSES =
            Set.of("online", "offline", "away", "busy", "silent", "hidden", "callme");

    private final Map<String, Person> people = new LinkedHashMap<>();

    private WorldReader() {}

    static World read(String name, String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException failure) {
            throw new IllegalArgumentException(name + ": " + failure.getMessage(), failure);
        }
        return new WorldReader().world(new Section(name, "", root));
    }

    private World world(Section root) {
        Section account = root.section("account");
        Person self = person(account, account.number("qq"));
        if (!self.nick().matches("[^'\\\\,]+")) {
            throw account.wrong("nick", "\"" + self.nick() + "\" (expected: no comma, quote or backslash)");
        }
        people.put("self", self);
        root.section("people").sections().forEach((key, section) -> {
            if (people.putIfAbsent(key, person(section, section.number("uin"))) != null) {
                throw section.wrong("", "\"self\" is the account");
            }
        });
        distinct(root, "people", people.values().stream().map(Person::uin).toList());
        List<Category> categories =
                root.list("categories", section -> new Category(section.small("index", -1), section.text("name")));
        Set<Integer> indexes = new HashSet<>(Set.of(0));
        categories.forEach(category -> indexes.add(category.index()));
        World world = new World(
                self,
                account.text("password", ""),
                categories,
                root.list("friends", section -> friend(section, indexes)),
                root.list("groups", this::group),
                root.list("discussions", this::discussion));
        distinct(
                root,
                "friends",
                world.friends().stream().map(friend -> friend.person().uin()).toList());
        distinct(root, "groups", world.groups().stream().map(Group::gid).toList());
        distinct(root, "groups", world.groups().stream().map(Group::code).toList());
        distinct(
                root,
                "discussions",
                world.discussions().stream().map(Discussion::did).toList());
        account.done();
        root.done();
        return world;
    }

    private static Person person(Section section, long uin) {
        String status = section.text("status", "online");
        if (!STATUSES.contains(status)) {
            throw section.wrong("status", "\"" + status + "\" (expected one of: " + sorted(STATUSES) + ")");
        }
        Person person = new Person(
                uin,
                section.number("qq"),
                section.text("nick"),
                section.text("signature", ""),
                section.text("gender", "unknown"),
                section.text("country", ""),
                section.text("province", ""),
                section.text("city", ""),
                section.small("face", 0),
                status,
                section.small("client", 1),
                section.small("vip", 0));
        if (!section.key.equals("account")) {
            section.done();
        }
        return person;
    }

    private Friend friend(Section section, Set<Integer> categories) {
        int category = section.small("category", 0);
        if (!categories.contains(category)) {
            throw section.wrong("category", category + " (expected one of: " + sorted(categories) + ")");
        }
        return section.whole(
                new Friend(who(section, "who", section.text("who")), section.text("remark", ""), category));
    }

    private Group group(Section section) {
        Group group = new Group(
                section.number("gid"),
                section.number("code"),
                section.number("number"),
                section.text("name"),
                section.text("remark", ""),
                section.text("memo", ""),
                who(section, "owner", section.text("owner")),
                section.list(
                        "members",
                        member -> member.whole(new Member(
                                who(member, "who", member.text("who")),
                                member.text("card", ""),
                                member.small("flags", 0)))));
        List<Long> uins =
                group.members().stream().map(member -> member.person().uin()).toList();
        members(section, uins);
        return section.whole(group);
    }

    private Discussion discussion(Section section) {
        Discussion discussion = new Discussion(
                section.number("did"),
                section.text("name"),
                who(section, "owner", section.text("owner")),
                section.texts("members").stream()
                        .map(name -> who(section, "members", name))
                        .toList());
        members(section, discussion.members().stream().map(Person::uin).toList());
        return section.whole(discussion);
    }

    private Person who(Section section, String key, String name) {
        Person person = people.get(name);
        if (person == null) {
            throw section.wrong(key, "\"" + name + "\" (expected one of: " + String.join(", ", people.keySet()) + ")");
        }
        return person;
    }

    /** Clients look senders and themselves up in the member list, so both must be there. */
    private void members(Section section, List<Long> uins) {
        distinct(section, "members", uins);
        Person self = people.get("self");
        if (self != null && (!uins.contains(self.uin()) || uins.size() < 2)) {
            throw section.wrong(
                    "members", "\"self\" or everybody else is missing (expected: self and at least one more)");
        }
    }

    private static void distinct(Section section, String key, List<Long> numbers) {
        Set<Long> seen = new HashSet<>();
        numbers.forEach(number -> {
            if (!seen.add(number)) {
                throw section.wrong(key, number + " is there twice (expected: once)");
            }
        });
    }

    private static String sorted(Set<?> values) {
        return String.join(", ", values.stream().map(String::valueOf).sorted().toList());
    }

    /** A mapping of the file, with its place for messages; {@link #done()} refuses what nobody has asked for. */
    private static final class Section {

        private final String file;
        private final String key;
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Set<String> asked = new LinkedHashSet<>();

        Section(String file, String key, @Nullable Object value) {
            this.file = file;
            this.key = key;
            if (!(value instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(place("") + kind(value) + " (expected: a mapping)");
            }
            map.forEach((name, content) -> values.put(String.valueOf(name), content));
        }

        Section section(String name) {
            return new Section(file, path(name), asked(name));
        }

        Map<String, Section> sections() {
            Map<String, Section> sections = new LinkedHashMap<>();
            values.keySet().forEach(name -> sections.put(name, section(name)));
            return sections;
        }

        <T> List<T> list(String name, Function<Section, T> each) {
            List<T> read = new ArrayList<>();
            for (Object item : items(name)) {
                read.add(each.apply(new Section(file, path(name) + "[" + read.size() + "]", item)));
            }
            return List.copyOf(read);
        }

        List<String> texts(String name) {
            return items(name).stream().map(String::valueOf).toList();
        }

        private List<?> items(String name) {
            Object value = asked(name);
            if (value == null) {
                return List.of();
            }
            if (value instanceof List<?> list) {
                return list;
            }
            throw wrong(name, kind(value) + " (expected: a list)");
        }

        String text(String name) {
            String text = text(name, "");
            if (text.isBlank()) {
                throw wrong(name, "missing (expected: a text)");
            }
            return text;
        }

        String text(String name, String otherwise) {
            Object value = asked(name);
            if (value instanceof Map || value instanceof List) {
                throw wrong(name, kind(value) + " (expected: a text)");
            }
            return value == null ? otherwise : value.toString();
        }

        long number(String name) {
            return inRange(name, asked(name), 1, MAX_NUMBER);
        }

        int small(String name, int otherwise) {
            Object value = asked(name);
            return value == null && otherwise >= 0 ? otherwise : (int) inRange(name, value, 0, Integer.MAX_VALUE);
        }

        private long inRange(String name, @Nullable Object value, long from, long to) {
            if (value instanceof Number number
                    && !(value instanceof Double)
                    && number.longValue() >= from
                    && number.longValue() <= to) {
                return number.longValue();
            }
            throw wrong(
                    name,
                    (value == null ? "missing" : value) + " (expected: a number from " + from + " to " + to + ")");
        }

        <T> T whole(T read) {
            done();
            return read;
        }

        void done() {
            values.keySet().forEach(name -> {
                if (!asked.contains(name)) {
                    throw wrong(name, "unknown key (expected one of: " + String.join(", ", asked) + ")");
                }
            });
        }

        IllegalArgumentException wrong(String name, String what) {
            return new IllegalArgumentException(place(name) + what);
        }

        private @Nullable Object asked(String name) {
            asked.add(name);
            return values.get(name);
        }

        private String path(String name) {
            return key.isEmpty() ? name : name.isEmpty() ? key : key + "." + name;
        }

        private String place(String name) {
            String path = path(name);
            return file + (path.isEmpty() ? ": " : " " + path + ": ");
        }

        private static String kind(@Nullable Object value) {
            return value == null
                    ? "missing"
                    : value instanceof List ? "a list" : value instanceof Map ? "a mapping" : "a scalar";
        }
    }
}
