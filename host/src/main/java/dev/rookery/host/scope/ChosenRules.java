package dev.rookery.host.scope;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was switched while the host ran, kept in a file. What cannot be kept counts until the next start, and whoever
 * said it is told so.
 *
 * <p>Bound: {@link #MOST} rules; a further one is refused. Not safe for use by several threads.
 */
final class ChosenRules {

    /** How many rules are kept. */
    static final int MOST = 10_000;

    private static final Logger log = LoggerFactory.getLogger(ChosenRules.class);

    private final RuleFile file;
    private final List<Rule> rules = new ArrayList<>();
    private Optional<String> unusable = Optional.empty();

    /** Reads the file; when it cannot be, there are no rules and it is left as it is. */
    ChosenRules(RuleFile file) {
        this.file = file;
        try {
            rules.addAll(file.read());
        } catch (IOException e) {
            unusable = Optional.of(String.valueOf(e.getMessage()));
            log.error(
                    "what was switched in chats is not known and further changes are not kept reason=\"{}\"",
                    e.getMessage());
        }
    }

    List<Rule> rules() {
        return rules;
    }

    /**
     * Replaces the rule about the same subject and place.
     *
     * @return why it will be forgotten at the next start; empty if it is kept
     * @throws IllegalStateException if there are too many
     */
    Optional<String> put(Rule rule) {
        boolean further = rules.stream().noneMatch(other -> same(other, rule.subject(), rule.place()));
        if (further && rules.size() >= MOST) {
            throw new IllegalStateException("there are " + MOST
                    + " rules already (expected: fewer; take some back, or write them in the configuration)");
        }
        rules.removeIf(other -> same(other, rule.subject(), rule.place()));
        rules.add(rule);
        return keep();
    }

    /**
     * Takes the rule about a subject and a place back.
     *
     * @return as {@link #put}
     */
    Optional<String> remove(Subject subject, Place place) {
        return rules.removeIf(other -> same(other, subject, place)) ? keep() : Optional.empty();
    }

    private static boolean same(Rule rule, Subject subject, Place place) {
        return rule.subject().equals(subject) && rule.place().equals(place);
    }

    private Optional<String> keep() {
        if (unusable.isPresent()) {
            return unusable;
        }
        try {
            file.write(rules);
            return Optional.empty();
        } catch (IOException e) {
            log.error("what was switched in a chat is not kept file={} reason=\"{}\"", file, e.toString());
            return Optional.of(file + " cannot be written: " + e);
        }
    }
}
