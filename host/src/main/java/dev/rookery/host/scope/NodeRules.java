package dev.rookery.host.scope;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.permission.Level;
import dev.rookery.host.dispatch.Verdict;
import dev.rookery.host.text.Sentence;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Who has one permission node. Owners have every node that is not set to {@code nobody}. Of everybody else the grants
 * decide, the narrowest pattern first, and in each the denied before the allowed; whom none names needs the level.
 * Immutable; asking makes nothing.
 */
final class NodeRules {

    private record Rung(Places allow, Places deny, Verdict denied) {}

    private final Level least;
    private final List<Rung> rungs;
    /** For each level, why it is not enough. */
    private final EnumMap<Level, Verdict> tooLow = new EnumMap<>(Level.class);

    /**
     * Puts together what is said of a node.
     *
     * @param declared the level that its plugin declared
     * @param grants all that the operator says, of other nodes as well
     */
    NodeRules(String node, Level declared, Collection<Grant> grants) {
        List<Grant> about = grants.stream()
                .filter(grant -> grant.covers(node))
                .sorted(Comparator.comparingInt(Grant::narrowness).reversed())
                .toList();
        least = about.stream()
                .flatMap(grant -> grant.level().stream())
                .findFirst()
                .orElse(declared);
        rungs = about.stream()
                .map(grant -> new Rung(
                        grant.allow(),
                        grant.deny(),
                        Verdict.no(Sentence.of("permission.denied", node, grant.source()))))
                .toList();
        for (Level level : Level.values()) {
            tooLow.put(level, Verdict.no(Sentence.of("permission.low", node, words(least), words(level))));
        }
    }

    /**
     * Decides.
     *
     * @param level the person's
     * @param certain whether the id is surely theirs; who is not is allowed nothing by name
     */
    Verdict verdict(Level level, ChatId chat, PersonId person, boolean certain) {
        if (level == Level.OWNER && least != Level.NOBODY) {
            return Verdict.YES;
        }
        for (int i = 0; i < rungs.size(); i++) { // an iterator would be made for every question
            Rung rung = rungs.get(i);
            if (rung.deny.contain(chat, person)) {
                return rung.denied;
            }
            if (certain && rung.allow.contain(chat, person)) {
                return Verdict.YES;
            }
        }
        return level.compareTo(least) >= 0 ? Verdict.YES : Objects.requireNonNull(tooLow.get(level));
    }

    static String words(Level level) {
        return level.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
