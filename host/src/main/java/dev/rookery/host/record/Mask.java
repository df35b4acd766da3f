package dev.rookery.host.record;

import dev.rookery.api.account.Friend;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.Profile;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.event.UnknownEvent;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Segment;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a recording does not show. Secrets never: those of the configuration wherever they stand, what follows the name
 * of a secret ({@code skey=…}, {@code "token": "…"}), the networks' own references to pictures, and what came with
 * events and segments that the API has no name for. With names masked, each person is {@code person-1} and each group
 * {@code group-2} everywhere in the recording, in ids, in names and where a known name stands in a text; the bot's own
 * name stays, since messages that call it would not be understood otherwise.
 *
 * <p>For the recorder's thread.
 */
final class Mask {

    static final String HIDDEN = "***";

    /** Shorter names and secrets are not looked for in texts: too many innocent words hold them. */
    private static final int SHORTEST = 2;

    /** How many names are looked for in texts; the ones that came first. */
    private static final int MOST_NAMES = 2_000;

    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)((?:[\\w-]{0,20}(?:password|passwd|secret|token|cookie|skey|ptwebqq|vfwebqq|psessionid|authorization|captcha|api-?key|verifysession))"
                    + "\"?\\s{0,3}[=:]\\s{0,3}\"?)(?:(?:Bearer|Basic)\\s)?([^\\s\"'&;,<>]{1,4096})");

    private final Collection<String> secrets;
    private final boolean names;
    private final Map<String, String> people = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Set<String> bots = new HashSet<>();
    /** By length, the longest first, so that no name is replaced within a longer one. */
    private final Map<String, String> known =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private @Nullable Pattern knownNames;

    /**
     * Makes a mask for one recording.
     *
     * @param secrets the clear texts that the configuration holds; may grow
     * @param names whether names and ids of people and groups are masked too
     */
    Mask(Collection<String> secrets, boolean names) {
        this.secrets = secrets;
        this.names = names;
    }

    /** A text without the secrets and, if asked, the names that are known by now. */
    String text(String text) {
        String masked = text;
        for (String secret : longestFirst()) {
            masked = masked.replace(secret, HIDDEN);
        }
        masked = NAMED_SECRET.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
        return names ? withoutNames(masked) : masked;
    }

    /** So that nothing is left of a secret that holds another one. */
    private List<String> longestFirst() {
        return secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** A record of the API as it may be written; its components are still to be masked. */
    Record record(Record value) {
        if (value instanceof Media.Remote remote) {
            return new Media.Remote(remote.account(), HIDDEN);
        }
        if (value instanceof UnknownEvent event) {
            return new UnknownEvent(event.account(), event.type(), HIDDEN, event.at());
        }
        if (value instanceof Segment.Unknown segment) {
            return new Segment.Unknown(segment.type(), Map.of());
        }
        return names ? withoutNames(value) : value;
    }

    private Record withoutNames(Record value) {
        if (value instanceof MessageReceived message) {
            bots.add(message.self().id().value());
            learn(message.sender());
            return value;
        }
        if (value instanceof Person person) {
            learn(person);
            return new Person(person.id(), nameFor(person.id(), person.name()), person.certainty());
        }
        if (value instanceof PersonId id) {
            return new PersonId(id.account(), person(id.value()));
        }
        if (value instanceof Chat chat) {
            learn(chat.name(), chat(chat.id()));
            return new Chat(chat.id(), chat.name().isEmpty() ? "" : chat(chat.id()), chat.certainty());
        }
        if (value instanceof ChatId id) {
            return new ChatId(id.account(), id.kind(), chat(id));
        }
        if (value instanceof Segment.Mention mention) {
            return new Segment.Mention(mention.target(), nameFor(mention.target(), mention.name()));
        }
        return withoutNamesInLists(value);
    }

    private Record withoutNamesInLists(Record value) {
        if (value instanceof Member member) {
            String name = nameFor(member.person().id(), "-");
            return new Member(member.person(), name, member.card().isEmpty() ? "" : name, member.role());
        }
        if (value instanceof Friend friend) {
            String remark =
                    friend.remark().isEmpty() ? "" : nameFor(friend.person().id(), "-");
            return new Friend(friend.person(), friend.chat(), remark, friend.category(), friend.status());
        }
        if (value instanceof Profile profile) {
            return new Profile(profile.person(), "", profile.status(), Map.of());
        }
        return value;
    }

    private String nameFor(PersonId id, String name) {
        return name.isEmpty() || bots.contains(id.value()) ? name : person(id.value());
    }

    private void learn(Person person) {
        if (!bots.contains(person.id().value())) {
            learn(person.name(), person(person.id().value()));
            learn(person.id().value(), person(person.id().value()));
        }
    }

    private void learn(String name, String pseudonym) {
        if (name.length() >= SHORTEST && known.size() < MOST_NAMES && known.putIfAbsent(name, pseudonym) == null) {
            knownNames = null;
        }
    }

    private String person(String value) {
        return people.computeIfAbsent(value, first -> "person-" + (people.size() + 1));
    }

    private String chat(ChatId id) {
        return id.kind().isPrivate()
                ? person(id.value())
                : groups.computeIfAbsent(id.value(), first -> "group-" + (groups.size() + 1));
    }

    private String withoutNames(String text) {
        if (known.isEmpty() || text.length() < SHORTEST) {
            return text;
        }
        if (knownNames == null) {
            knownNames = Pattern.compile(
                    String.join("|", known.keySet().stream().map(Pattern::quote).toList()));
        }
        return knownNames
                .matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(known.getOrDefault(name.group(), name.group())));
    }
}
