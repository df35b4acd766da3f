package dev.rookery.host.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in words: what the JDK says of it is often its name alone. */
public final class FileTrouble {

    private FileTrouble() {}

    /** For an operator, such as {@code /opt/rookery/plugins: permission denied to rookery}. */
    public static String of(IOException e) {
        if (e instanceof FileSystemException trouble && trouble.getFile() != null) {
            String file = trouble.getOtherFile() == null ? trouble.getFile() : trouble.getOtherFile();
            return file + ": " + reason(trouble);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied to " + System.getProperty("user.name");
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there already, and not as it should be";
        }
        if (e instanceof NotDirectoryException) {
            return "no folder";
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }
}
