package dev.rookery.api.operator;

/**
 * What became of a wish to switch something, or to be answered in another language.
 *
 * @param result what became of it
 * @param what what was meant, such as {@code echo}, {@code commands/ping} or {@code zh-CN}
 * @param detail why it was not done, in the language of the chat where a permission is missing; or why it will be
 *     forgotten, in English; else empty
 */
public record Switched(Result result, String what, String detail) {

    /** What became of it. More may be added: keep a default branch. */
    public enum Result {
        /** It is done and will outlive a restart. */
        DONE,
        /** It is done, but will be forgotten at the next start. */
        NOT_KEPT,
        /** There is no such plugin or command. */
        UNKNOWN,
        /** The sender may not, or there are too many rules. */
        REFUSED
    }
}
