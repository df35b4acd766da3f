package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.WireNumber;
import dev.rookery.host.webqq.wire.WireText;
import java.util.Optional;

/** Reads the values that the answers of contact servers are made of. */
final class Wire {

    private Wire() {}

    /** A uin; empty when the entry has none. */
    static Optional<Uin> uin(JsonNode entry, String field) {
        long number = number(entry, field);
        return number == 0 ? Optional.empty() : Optional.of(new Uin(number));
    }

    /** A number more than 0; else 0. */
    static long number(JsonNode entry, String field) {
        return WireNumber.id(entry.path(field)).orElse(0);
    }

    /** A small number of 0 or more; else 0. */
    static int code(JsonNode entry, String field) {
        long number = WireNumber.of(entry.path(field)).orElse(0);
        return number <= Integer.MAX_VALUE ? (int) number : 0;
    }

    /** Whether an answer holds a list of which every entry names something, so that what it lacks may be missing. */
    static boolean isWhole(JsonNode list, String field) {
        if (!list.isArray() || list.isEmpty()) {
            return false;
        }
        for (JsonNode entry : list) {
            if (number(entry, field) == 0) {
                return false;
            }
        }
        return true;
    }

    static String name(JsonNode entry, String field) {
        return WireText.name(entry.path(field).asText(""));
    }

    /** A status by its word. */
    static OnlineStatus status(String word) {
        return switch (word) {
            case "online" -> OnlineStatus.ONLINE;
            case "away" -> OnlineStatus.AWAY;
            case "busy" -> OnlineStatus.BUSY;
            case "callme" -> OnlineStatus.CALL_ME;
            case "silent" -> OnlineStatus.SILENT;
            case "hidden" -> OnlineStatus.HIDDEN;
            case "offline" -> OnlineStatus.OFFLINE;
            default -> OnlineStatus.UNKNOWN;
        };
    }

    /** A status by its number ({@code stat}). */
    static OnlineStatus status(int stat) {
        return switch (stat) {
            case 10 -> OnlineStatus.ONLINE;
            case 20 -> OnlineStatus.OFFLINE;
            case 30 -> OnlineStatus.AWAY;
            case 40 -> OnlineStatus.HIDDEN;
            case 50 -> OnlineStatus.BUSY;
            case 60 -> OnlineStatus.CALL_ME;
            case 70 -> OnlineStatus.SILENT;
            default -> OnlineStatus.UNKNOWN;
        };
    }
}
