package dev.rookery.host.scope;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.dispatch.Verdict;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is on and off where. The narrowest rule decides: one about the person before one about the chat, that before one
 * about the account, and that before one about everywhere; without any, all is on. A command is on when both it and its
 * plugin are. Immutable; asking makes nothing.
 */
final class Switches {

    /** Everything is on. */
    static final Switches NONE = new Switches(List.of(), List.of());

    private final List<Rule> rules;
    private final Map<String, PluginSwitches> plugins = new HashMap<>();

    private static final class PluginSwitches {
        private final Ladder whole = new Ladder();
        private final Map<String, Ladder> commands = new HashMap<>();
    }

    /** The verdicts about one subject, from wide to narrow. */
    private static final class Ladder {

        private Verdict everywhere = Verdict.YES;
        private final Map<String, Verdict> accounts = new HashMap<>();
        private final Map<ChatId, Verdict> chats = new HashMap<>();
        private final Map<PersonId, Verdict> people = new HashMap<>();

        void add(Rule rule) {
            Verdict verdict = rule.verdict();
            if (rule.place() instanceof Place.OfAccount account) {
                accounts.put(account.name(), verdict);
            } else if (rule.place() instanceof Place.InChat chat) {
                chats.put(chat.id(), verdict);
            } else if (rule.place() instanceof Place.OfPerson person) {
                people.put(person.id(), verdict);
            } else {
                everywhere = verdict;
            }
        }

        Verdict verdict(String account, @Nullable ChatId chat, @Nullable PersonId person) {
            Verdict verdict = person == null || people.isEmpty() ? null : people.get(person);
            if (verdict == null && chat != null && !chats.isEmpty()) {
                verdict = chats.get(chat);
            }
            if (verdict == null && !accounts.isEmpty()) {
                verdict = accounts.get(account);
            }
            return verdict == null ? everywhere : verdict;
        }
    }

    private Switches(Collection<Rule> configured, Collection<Rule> chosen) {
        Map<List<Object>, Rule> latest = new LinkedHashMap<>();
        configured.forEach(rule -> latest.put(List.of(rule.subject(), rule.place()), rule));
        chosen.forEach(rule -> latest.put(List.of(rule.subject(), rule.place()), rule));
        this.rules = List.copyOf(latest.values());
        for (Rule rule : rules) {
            PluginSwitches plugin = plugins.computeIfAbsent(rule.subject().plugin(), id -> new PluginSwitches());
            String command = rule.subject().command();
            (command.isEmpty() ? plugin.whole : plugin.commands.computeIfAbsent(command, name -> new Ladder()))
                    .add(rule);
        }
    }

    /**
     * Puts rules together.
     *
     * @param configured what the configuration says
     * @param chosen what was said since; of the same subject and place it overrules the configuration
     */
    static Switches of(Collection<Rule> configured, Collection<Rule> chosen) {
        return new Switches(configured, chosen);
    }

    /** The rules that count. */
    List<Rule> rules() {
        return rules;
    }

    /**
     * Whether something is on.
     *
     * @param command the command's name; empty for the plugin alone
     * @param account the account at hand
     * @param chat the chat, if one is at hand
     * @param person the person, if one is at hand
     */
    Verdict verdict(String plugin, String command, String account, @Nullable ChatId chat, @Nullable PersonId person) {
        PluginSwitches switches = plugins.get(plugin);
        if (switches == null) {
            return Verdict.YES;
        }
        Verdict whole = switches.whole.verdict(account, chat, person);
        Ladder ladder = command.isEmpty() || !whole.allowed() ? null : switches.commands.get(command);
        return ladder == null ? whole : ladder.verdict(account, chat, person);
    }
}
