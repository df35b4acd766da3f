package dev.rookery.api.message;

import dev.rookery.api.chat.PersonId;
import java.util.Map;

/**
 * One piece of a message. Kinds may be added in later versions: keep a default branch when telling them apart.
 *
 * <p>A network that cannot show a kind sends its {@link #alt()} instead.
 */
public sealed interface Segment {

    /**
     * The piece as plain text, for logs and for networks that know text only.
     *
     * @return never null, may be empty
     */
    String alt();

    /**
     * Plain text, line breaks as {@code \n}.
     *
     * @param text the characters
     */
    record Text(String text) implements Segment {
        @Override
        public String alt() {
            return text;
        }
    }

    /**
     * Somebody is called by name.
     *
     * @param target who is meant
     * @param name how they are called, without the at sign
     */
    record Mention(PersonId target, String name) implements Segment {
        @Override
        public String alt() {
            return "@" + name;
        }
    }

    /**
     * One of the network's small built-in pictures.
     *
     * @param id the network's number or code for it, for example {@code 14} on WebQQ
     * @param name what people call it, for example {@code 微笑}; the id when it has no name
     */
    record Face(String id, String name) implements Segment {
        @Override
        public String alt() {
            return "[" + name + "]";
        }
    }

    /**
     * A picture.
     *
     * @param media where its bytes are
     * @param name what the sender's file was called or what it shows; empty when nobody says
     */
    record Image(Media media, String name) implements Segment {
        @Override
        public String alt() {
            return name.isEmpty() ? "[picture]" : "[" + name + "]";
        }
    }

    /**
     * Something this version of the API has no name for.
     *
     * @param type the network's word for it
     * @param data what came with it, as text
     */
    record Unknown(String type, Map<String, String> data) implements Segment {

        /**
         * Copies the map.
         *
         * @param type as above
         * @param data as above
         */
        public Unknown {
            data = Map.copyOf(data);
        }

        @Override
        public String alt() {
            return "[" + type + "]";
        }
    }
}
