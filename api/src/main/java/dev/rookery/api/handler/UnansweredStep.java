package dev.rookery.api.handler;

/** What to do when no answer came. */
@FunctionalInterface
public interface UnansweredStep {

    /**
     * Called on the plugin's threads, in its place among the messages of the chat.
     *
     * @throws Exception is logged
     */
    void run() throws Exception;
}
