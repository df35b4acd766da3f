package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something that is on its way to the bot of an account and takes one poll to get there. */
interface Incoming {

    /**
     * What it is on the wire: {@code {"poll_type":…,"value":…}}. Asked for when a poll takes it, and again when that
     * fails.
     */
    JsonNode onWire(Era era, WebLogin login);

    /** The answer of a poll with just this: qqbot reads only the first of several. */
    default String pollAnswer(Era era, WebLogin login) {
        ObjectNode answer = Json.object().put("retcode", 0);
        answer.putArray("result").add(onWire(era, login));
        return Json.write(answer);
    }

    /** What somebody has made up; it goes as it stands, for every login alike. */
    record Raw(JsonNode message) implements Incoming {
        @Override
        public JsonNode onWire(Era era, WebLogin login) {
            return message;
        }
    }
}
