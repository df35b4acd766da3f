package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object by the types of the wire. Members that must be there end the reading with
 * {@link MissingException}, all others have an answer for being left out, null or of another type.
 */
record Fields(JsonNode node) {

    /** A member without which the object says nothing. Expected from a network, hence without a stack trace. */
    static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingException(String field) {
            super("no " + field, null, false, false);
        }
    }

    /** The first of the members that is an id. */
    long id(String... names) {
        for (String name : names) {
            OptionalLong id = WireNumber.id(node.path(name));
            if (id.isPresent()) {
                return id.getAsLong();
            }
        }
        throw new MissingException(names[0]);
    }

    Uin uin(String name) {
        return new Uin(id(name));
    }

    @Nullable
    Uin uinOrNull(String name) {
        long id = number(name);
        return id == 0 ? null : new Uin(id);
    }

    @Nullable
    QqNumber qqNumber(String name) {
        long id = number(name);
        return id == 0 ? null : new QqNumber(id);
    }

    /** 0 when missing or not a number from 0 to {@link WireNumber#MAX}. */
    long number(String name) {
        return WireNumber.of(node.path(name)).orElse(0);
    }

    /** 0 when missing or out of the range of an int. */
    int code(String name) {
        long number = number(name);
        return number <= Integer.MAX_VALUE ? (int) number : 0;
    }

    /** What people wrote; empty when missing. */
    String text(String name) {
        return WireText.text(node.path(name).asText(""));
    }

    /** One line of bounded length for lists and logs; empty when missing. */
    String name(String name) {
        return WireText.name(node.path(name).asText(""));
    }

    String nameOrThrow(String field) {
        String name = name(field);
        if (name.isEmpty()) {
            throw new MissingException(field);
        }
        return name;
    }
}
