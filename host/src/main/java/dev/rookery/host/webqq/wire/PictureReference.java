package dev.rookery.host.webqq.wire;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a picture that was heard is fetched from, as one word for {@code Media.Remote}:
 * {@code 1:offpic:2000000001:%2Fd65c}, that is a version, a kind, and its fields in percent-encoding. The numbers are
 * of the login in which it was heard, so a later one may not bring the picture any more.
 */
public sealed interface PictureReference {

    /** How long one field may be; a picture with a longer one cannot be fetched. */
    int MAX_FIELD_CHARS = 512;

    /** How long a reference may be; a longer one is none. */
    int MAX_CHARS = 8 << 10;

    /**
     * From a friend ({@code offpic}), fetched with {@code get_offpic2}.
     *
     * @param from {@code f_uin}
     * @param filePath {@code file_path}
     */
    record Offpic(Uin from, String filePath) implements PictureReference {}

    /**
     * From a friend or stranger ({@code cface} with a bare name), fetched with {@code get_cface2}.
     *
     * @param from {@code to}
     * @param messageId {@code lcid}
     * @param name {@code guid}
     */
    record FriendFace(Uin from, String messageId, String name) implements PictureReference {}

    /**
     * From a group or discussion ({@code cface} with an object), fetched with {@code get_group_pic}.
     *
     * @param discussion {@code type} 1, else 0
     * @param group {@code gid}: the {@code group_code} of the message, the did of a discussion
     * @param sender {@code uin}
     * @param name {@code pic}
     * @param fileId {@code fid}
     * @param key what the server gave with it; no client sends it back
     * @param server {@code rip} and {@code rport} with a colon between; parameters only, not an address to connect to
     */
    record GroupFace(boolean discussion, long group, Uin sender, String name, String fileId, String key, String server)
            implements PictureReference {}

    /**
     * The server tells that there was a picture but not which: since 2018 such a message has nothing but its font
     * (Mojo-Webqq, qqbot).
     */
    record Withheld() implements PictureReference {}

    /** The word. */
    default String write() {
        if (this instanceof Offpic offpic) {
            return join("offpic", offpic.from.value(), offpic.filePath);
        }
        if (this instanceof FriendFace face) {
            return join("face", face.from.value(), face.messageId, face.name);
        }
        if (this instanceof GroupFace face) {
            return join(
                    face.discussion ? "discussion" : "group",
                    face.group,
                    face.sender.value(),
                    face.name,
                    face.fileId,
                    face.key,
                    face.server);
        }
        return join("withheld");
    }

    /** Reads a word of {@link #write}; nothing for any other. */
    static Optional<PictureReference> parse(String word) {
        return word.length() > MAX_CHARS
                ? Optional.empty()
                : read(word).filter(reference -> reference.write().equals(word));
    }

    private static Optional<PictureReference> read(String word) {
        List<String> fields;
        try {
            fields = Arrays.stream(word.split(":", -1))
                    .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (fields.size() < 2 || !fields.get(0).equals(VERSION)) {
            return Optional.empty();
        }
        List<String> rest = fields.subList(2, fields.size());
        return switch (fields.get(1) + "/" + rest.size()) {
            case "offpic/2" -> uin(rest.get(0)).map(from -> new Offpic(from, rest.get(1)));
            case "face/3" -> uin(rest.get(0)).map(from -> new FriendFace(from, rest.get(1), rest.get(2)));
            case "group/6" -> groupFace(false, rest);
            case "discussion/6" -> groupFace(true, rest);
            case "withheld/0" -> Optional.of(new Withheld());
            default -> Optional.empty();
        };
    }

    /** The version of the form; a reference of another one, for instance kept by a plugin, is not understood. */
    String VERSION = "1";

    private static String join(Object... fields) {
        return Stream.concat(Stream.of(VERSION), Arrays.stream(fields))
                .map(field -> URLEncoder.encode(field.toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(":"));
    }

    private static Optional<PictureReference> groupFace(boolean discussion, List<String> rest) {
        return uin(rest.get(0))
                .flatMap(group -> uin(rest.get(1))
                        .map(sender -> new GroupFace(
                                discussion,
                                group.value(),
                                sender,
                                rest.get(2),
                                rest.get(3),
                                rest.get(4),
                                rest.get(5))));
    }

    private static Optional<Uin> uin(String digits) {
        long value = WireNumber.ofDigits(digits).orElse(0);
        return value == 0 ? Optional.empty() : Optional.of(new Uin(value));
    }
}
