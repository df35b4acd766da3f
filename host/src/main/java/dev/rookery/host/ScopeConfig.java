package dev.rookery.host;

import dev.rookery.api.config.Doc;
import dev.rookery.api.permission.Level;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.config.ConfigException;
import dev.rookery.host.config.ConfigSection;
import dev.rookery.host.config.Rest;
import dev.rookery.host.scope.Grant;
import dev.rookery.host.scope.Place;
import dev.rookery.host.scope.Places;
import dev.rookery.host.scope.Rule;
import dev.rookery.host.scope.ScopeSettings;
import dev.rookery.host.scope.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The sections {@code owners}, {@code admins}, {@code permissions} and {@code scope}, as written and as understood. */
public final class ScopeConfig {

    private ScopeConfig() {}

    /** These sections in a file of which nothing else is looked at. */
    private record Alone(
            List<String> owners,
            List<String> admins,
            Map<String, Permission> permissions,
            Map<String, Switch> scope,
            @Rest Map<String, ConfigSection> others) {}

    /**
     * Reads these sections alone, with places on any account: for the test kit, whose accounts are in no file.
     *
     * @param document the file
     * @return what it says about who may do what where
     * @throws ConfigException with all mistakes in them
     */
    public static ScopeSettings read(ConfigDocument document) {
        Alone alone = document.bind(Alone.class);
        return settings(alone.owners(), alone.admins(), alone.permissions(), alone.scope());
    }

    /** Whether something is there. */
    enum State {
        /** It is. */
        ON,
        /** It is not. */
        OFF
    }

    /**
     * Where a plugin or a command is on and off; the narrowest place decides: person, chat, account, everywhere.
     *
     * @param everywhere for all that is not named; on unless said
     * @param on where it is on
     * @param off where it is off
     */
    @Doc("Where a plugin or a command is on and off.")
    record Switch(
            @Doc("For all that is not named below.") Optional<State> everywhere,

            @Doc("Where it is on: accounts, chats such as pual/group/42, people such as pual/1001.")
            List<String> on,

            @Doc("Where it is off.") List<String> off) {

        Switch {
            parse("on", on);
            Set<Place> both = Set.copyOf(parse("off", off));
            parse("on", on).stream().filter(both::contains).findFirst().ifPresent(place -> {
                throw new IllegalArgumentException("off: " + place + " is both on and off (expected: one of them)");
            });
        }
    }

    /**
     * Who has a permission node.
     *
     * @param level the least level that has it; as the plugin declared unless said
     * @param allow who has it whatever their level
     * @param deny who has it not, owners excepted
     */
    @Doc("Who has a permission node.")
    record Permission(
            @Doc("The least level that has it: everyone, member, group-admin, group-owner, admin, owner, nobody.")
            Optional<Level> level,

            @Doc("Who has it whatever their level: people, chats, accounts.")
            List<String> allow,

            @Doc("Who has it not.") List<String> deny) {

        Permission {
            parse("allow", allow);
            parse("deny", deny);
        }
    }

    /** What a single section cannot know: the accounts there are, and how keys are written. */
    static void check(
            Set<String> accounts,
            List<String> owners,
            List<String> admins,
            Map<String, Permission> permissions,
            Map<String, Switch> scope) {
        requireAccounts("owners", parse("owners", owners), accounts);
        requireAccounts("admins", parse("admins", admins), accounts);
        permissions.forEach((nodes, permission) -> {
            keyed("permissions", () -> grant(nodes, permission));
            requireAccounts("permissions", parse("permissions", permission.allow()), accounts);
            requireAccounts("permissions", parse("permissions", permission.deny()), accounts);
        });
        scope.forEach((what, written) -> {
            keyed("scope", () -> Subject.parse(what));
            requireAccounts("scope", parse("scope", written.on()), accounts);
            requireAccounts("scope", parse("scope", written.off()), accounts);
        });
    }

    private static void keyed(String section, Runnable parsing) {
        try {
            parsing.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(section + ": " + e.getMessage(), e);
        }
    }

    private static void requireAccounts(String section, List<Place> places, Set<String> accounts) {
        Set<String> known = new TreeSet<>(accounts);
        known.add(RookeryConfig.LINE);
        for (Place place : places) {
            place.account().filter(name -> !known.contains(name)).ifPresent(name -> {
                throw new IllegalArgumentException(section + ": " + place + " is of no account (expected: one of "
                        + String.join(", ", known) + ")");
            });
        }
    }

    private static List<Place> parse(String key, Collection<String> places) {
        List<Place> parsed = new ArrayList<>();
        for (String place : places) {
            keyed(key, () -> parsed.add(Place.parse(place)));
        }
        return parsed;
    }

    /** All of it as the room {@code scope} understands it. */
    static ScopeSettings settings(
            List<String> owners, List<String> admins, Map<String, Permission> permissions, Map<String, Switch> scope) {
        List<Rule> rules = new ArrayList<>();
        scope.forEach((what, written) -> rules.addAll(rules(Subject.parse(what), "scope." + what, written)));
        List<Grant> grants = new ArrayList<>();
        permissions.forEach((nodes, permission) -> grants.add(grant(nodes, permission)));
        return new ScopeSettings(
                new Places(parse("owners", owners)), new Places(parse("admins", admins)), rules, grants);
    }

    private static List<Rule> rules(Subject subject, String key, Switch written) {
        List<Rule> rules = new ArrayList<>();
        written.everywhere()
                .ifPresent(state -> rules.add(new Rule(
                        subject,
                        new Place.Everywhere(),
                        state == State.ON,
                        "the configuration (" + key + ".everywhere)")));
        parse("on", written.on())
                .forEach(place -> rules.add(new Rule(subject, place, true, "the configuration (" + key + ".on)")));
        parse("off", written.off())
                .forEach(place -> rules.add(new Rule(subject, place, false, "the configuration (" + key + ".off)")));
        return rules;
    }

    private static Grant grant(String nodes, Permission permission) {
        return new Grant(
                nodes,
                permission.level(),
                new Places(parse("allow", permission.allow())),
                new Places(parse("deny", permission.deny())),
                "the configuration (permissions." + nodes + ".deny)");
    }
}
