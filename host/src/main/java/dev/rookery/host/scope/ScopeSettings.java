package dev.rookery.host.scope;

import java.util.List;

/**
 * What the configuration says.
 *
 * @param owners who has all to say
 * @param admins who has a say in every chat
 * @param rules what is on and off where
 * @param grants who has which permission nodes
 */
public record ScopeSettings(Places owners, Places admins, List<Rule> rules, List<Grant> grants) {

    /** Nobody has a special say, all is on, and nodes are as plugins declare them. */
    public static final ScopeSettings NONE = new ScopeSettings(Places.NONE, Places.NONE, List.of(), List.of());

    /** Copies the lists. */
    public ScopeSettings {
        rules = List.copyOf(rules);
        grants = List.copyOf(grants);
    }
}
