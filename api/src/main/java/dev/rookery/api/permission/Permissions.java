package dev.rookery.api.permission;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.Registration;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;

/**
 * Who may do what. A plugin names what it wants to have guarded by nodes, such as {@code keywords.teach}, and says who
 * has them by default; the operator overrules it for single people, chats and accounts in the configuration:
 *
 * <pre>{@code
 * context.permissions().declare("keywords.teach", "Teach and forget answers.", Level.GROUP_ADMIN);
 * context.onMessage(message -> message.can("keywords.teach") ? teach(message) : Outcome.PASS);
 * }</pre>
 *
 * <p>Asking answers at once, from memory. The role of a group's member is looked up when the group is first heard from
 * and every ten minutes after; for as long as it is not known, the person counts as {@link Level#MEMBER}. Owners and
 * admins are recognised only where their id is {@linkplain dev.rookery.api.chat.Certainty#CERTAIN certain}.
 */
@ProvidedByHost
public interface Permissions {

    /**
     * Says what a node guards and who has it if the operator says nothing. A node that was never declared is the
     * owners'.
     *
     * @param node the plugin's id, a dot, and words of lower case letters, digits, {@code -} and {@code _} with dots
     *     between; at most 100 characters
     * @param description one sentence for the operator
     * @param least the least level that has it
     * @return closes to take it back
     * @throws IllegalArgumentException if the node is written otherwise or declared already
     * @throws IllegalStateException if the plugin has declared 500 nodes already
     */
    Registration declare(String node, String description, Level least);

    /**
     * Whether somebody has a node; for a message that is at hand, {@link dev.rookery.api.handler.IncomingMessage#can}
     * asks the same.
     *
     * @param person who
     * @param chat where
     * @param node which
     * @return true if they may
     */
    boolean can(Person person, Chat chat, String node);
}
