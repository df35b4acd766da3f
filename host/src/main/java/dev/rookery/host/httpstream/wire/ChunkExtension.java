package dev.rookery.host.httpstream.wire;

import org.jspecify.annotations.Nullable;

/**
 * Where in the extensions of a chunk one is: {@code ;name;name=value; name = "quoted; value"} (RFC 9112 part 7.1.1).
 * They are skipped, but held to the grammar in ASCII, so that nobody finds their end elsewhere.
 */
enum ChunkExtension {
    NAME_START,
    NAME,
    NAME_END,
    VALUE_START,
    VALUE,
    QUOTED,
    ESCAPE,
    VALUE_END;

    /** Where one is after this byte; null if it is not allowed here. */
    @Nullable
    ChunkExtension after(int octet) {
        return switch (this) {
            case NAME_START -> Octets.isToken(octet) ? NAME : spaceOrNull(octet, NAME_START);
            case NAME -> Octets.isToken(octet) ? NAME : afterName(octet);
            case NAME_END -> afterName(octet);
            case VALUE_START -> octet == '"' ? QUOTED : Octets.isToken(octet) ? VALUE : spaceOrNull(octet, VALUE_START);
            case VALUE -> Octets.isToken(octet) ? VALUE : afterValue(octet);
            case QUOTED -> octet == '"' ? VALUE_END : octet == '\\' ? ESCAPE : asciiOrNull(octet);
            case ESCAPE -> asciiOrNull(octet);
            case VALUE_END -> afterValue(octet);
        };
    }

    /** Whether the line may end here. */
    boolean mayEnd() {
        return this == NAME || this == VALUE || this == VALUE_END;
    }

    private static @Nullable ChunkExtension afterName(int octet) {
        return octet == '=' ? VALUE_START : octet == ';' ? NAME_START : spaceOrNull(octet, NAME_END);
    }

    private static @Nullable ChunkExtension afterValue(int octet) {
        return octet == ';' ? NAME_START : null;
    }

    private static @Nullable ChunkExtension asciiOrNull(int octet) {
        return octet > 0 && Octets.isValue(octet) ? QUOTED : null;
    }

    private static @Nullable ChunkExtension spaceOrNull(int octet, ChunkExtension to) {
        return Octets.isSpace(octet) ? to : null;
    }
}
