package dev.rookery.api.handler;

/**
 * What to do with the answer to a question.
 *
 * @param <T> what the parser made of it
 */
@FunctionalInterface
public interface AnswerStep<T> {

    /**
     * Takes the answer. Called on the plugin's threads in its place among the messages of the chat, so never side by
     * side with a handler of the same plugin in the same chat. May block; may ask the next question.
     *
     * @param answer what was said
     * @throws Exception is logged
     */
    void take(GivenAnswer<T> answer) throws Exception;
}
