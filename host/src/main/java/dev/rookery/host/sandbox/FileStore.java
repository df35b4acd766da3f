package dev.rookery.host.sandbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The pictures and files that are under way between the people and the bot. Of more than {@value #MAX_FILES}, or of
 * more than {@value #MAX_TOTAL} bytes together, the oldest are forgotten.
 */
final class FileStore {

    static final int MAX_FILES = 1_000;
    static final long MAX_TOTAL = 32L << 20;

    /** The largest picture that is taken; larger ones are refused in the words of each call. */
    static final int MAX_PICTURE = 512 << 10;

    /** A picture id of a capture; ours go up from it. */
    private static final long FIRST_ID = 914_490_174L;

    /** A file. */
    static final class StoredFile {

        private final String name;
        private final String path = "/" + UUID.randomUUID();
        private final long id;
        private final byte[] bytes;
        private final boolean redirected;

        private StoredFile(String name, long id, byte[] bytes, boolean redirected) {
            this.name = name;
            this.id = id;
            this.bytes = bytes;
            this.redirected = redirected;
        }

        /** What it is called; pictures by the MD5 of their content, as the real service named them. */
        String name() {
            return name;
        }

        /** Where offline pictures and files are fetched: a slash and a UUID. */
        String path() {
            return path;
        }

        /** What pictures of groups are fetched by. */
        long id() {
            return id;
        }

        /** Not a copy; nobody changes them. */
        byte[] bytes() {
            return bytes;
        }

        /** Whether fetching it leads to another host first. */
        boolean isRedirected() {
            return redirected;
        }

        /** The key in addresses for downloads: unguessable, as the real ones were. */
        String rkey() {
            return path.substring(1).replace("-", "");
        }

        String contentType() {
            return isPng(bytes) ? "image/png" : isJpeg(bytes) ? "image/jpeg" : "application/octet-stream";
        }
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length > 4 && bytes[0] == (byte) 0x89 && bytes[1] == 'P' && bytes[2] == 'N';
    }

    private static boolean isJpeg(byte[] bytes) {
        return bytes.length > 3 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8;
    }

    private final Deque<StoredFile> files = new ArrayDeque<>();
    private long lastId = FIRST_ID;
    private long total;

    /** Takes a picture in and names it by its content. */
    StoredFile addPicture(byte[] bytes, boolean redirected) {
        return add(pictureName(bytes), bytes, redirected);
    }

    static String pictureName(byte[] bytes) {
        String ending = isPng(bytes) ? ".png" : ".jPg";
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT) + ending;
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has MD5", missing);
        }
    }

    /** Takes a file in. */
    StoredFile add(String name, byte[] bytes, boolean redirected) {
        StoredFile file = new StoredFile(name, ++lastId, bytes, redirected);
        files.addFirst(file);
        total += bytes.length;
        while (files.size() > MAX_FILES || (total > MAX_TOTAL && files.size() > 1)) {
            total -= files.removeLast().bytes().length;
        }
        return file;
    }

    Optional<StoredFile> ofName(String name) {
        return first(file -> file.name().equals(name));
    }

    Optional<StoredFile> ofPath(String path) {
        return first(file -> file.path().equals(path));
    }

    Optional<StoredFile> ofId(long id) {
        return first(file -> file.id() == id);
    }

    Optional<StoredFile> ofRkey(String rkey) {
        return first(file -> file.rkey().equals(rkey));
    }

    /** The newest first, for a name may come twice. */
    private Optional<StoredFile> first(Predicate<StoredFile> wanted) {
        return files.stream().filter(wanted).findFirst();
    }
}
