package dev.rookery.host.author;

/** A folder that is no project of a plugin; the message says what is wrong and what would be right. */
public final class ProjectException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The message as it is told. */
    public ProjectException(String message) {
        super(message);
    }
}
