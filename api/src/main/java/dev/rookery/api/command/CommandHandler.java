package dev.rookery.api.command;

import dev.rookery.api.handler.MessageHandler;

/** Carries out a command. The same rules as for {@link MessageHandler} apply; the message counts as consumed. */
@FunctionalInterface
public interface CommandHandler {

    /**
     * Carries out the command once.
     *
     * @param call the message and the values of the command's arguments
     * @throws UsageException to answer with a sentence; nothing is logged
     * @throws Exception is logged with plugin and chat; the message counts as consumed
     */
    void handle(CommandCall call) throws Exception;
}
