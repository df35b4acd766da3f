package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.host.webqq.wire.WireText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody tells about themselves: get_self_info2, get_friend_info2, get_stranger_info2 and the calls for the line
 * under the name and for the level.
 *
 * @param nick empty when it was not told
 * @param signature the line under the name
 * @param more what else was told, by the words of the wire
 */
record WireProfile(String nick, String signature, OnlineStatus status, Map<String, String> more) {

    static final WireProfile NONE = new WireProfile("", "", OnlineStatus.UNKNOWN, Map.of());

    /** The members of the answers that people read; the others are numbers of the server or tokens. */
    private static final List<String> TOLD = List.of(
            "gender",
            "country",
            "province",
            "city",
            "phone",
            "mobile",
            "email",
            "homepage",
            "occupation",
            "college",
            "personal",
            "blood",
            "constel",
            "shengxiao",
            "vip_info");

    WireProfile {
        more = Map.copyOf(more);
    }

    /** With what one of the three info calls tells; what it leaves out stays. */
    WireProfile with(JsonNode result) {
        String newNick = Wire.name(result, "nick");
        Map<String, String> told = new LinkedHashMap<>(more);
        for (String field : TOLD) {
            put(told, field, Wire.name(result, field));
        }
        JsonNode birthday = result.path("birthday");
        if (Wire.number(birthday, "year") > 0) {
            put(
                    told,
                    "birthday",
                    "%04d-%02d-%02d"
                            .formatted(
                                    Wire.code(birthday, "year"),
                                    Wire.code(birthday, "month"),
                                    Wire.code(birthday, "day")));
        }
        return new WireProfile(
                newNick.isEmpty() ? nick : newNick,
                result.has("lnick") ? WireText.text(result.path("lnick").asText("")) : signature,
                result.has("stat") ? Wire.status(Wire.code(result, "stat")) : status,
                told);
    }

    /** With the line under the name. */
    WireProfile withSignature(String line) {
        return new WireProfile(nick, WireText.text(line), status, more);
    }

    /** With the level. */
    WireProfile withLevel(int level) {
        Map<String, String> told = new LinkedHashMap<>(more);
        put(told, "level", Integer.toString(level));
        return new WireProfile(nick, signature, status, told);
    }

    private static void put(Map<String, String> told, String field, String value) {
        if (!value.isEmpty()) {
            told.put(field, value);
        }
    }
}
