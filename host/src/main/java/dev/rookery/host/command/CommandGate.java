package dev.rookery.host.command;

import dev.rookery.api.command.CommandInfo;
import dev.rookery.api.handler.IncomingMessage;

/** Says who may give which command where. Asked on plugins' threads; must not block. */
@FunctionalInterface
public interface CommandGate {

    /** Lets everybody give every command. */
    CommandGate OPEN = (command, message) -> Verdict.ALLOWED;

    /** What becomes of a command. */
    enum Verdict {
        /** It is carried out. */
        ALLOWED,
        /** It is switched off here, as if there were no such command. */
        OFF,
        /** Whoever gives it lacks its permission, and is told so. */
        REFUSED
    }

    /**
     * Decides.
     *
     * @param command which command, of which plugin
     * @param message by whom and where
     * @return the verdict
     */
    Verdict check(CommandInfo command, IncomingMessage message);
}
