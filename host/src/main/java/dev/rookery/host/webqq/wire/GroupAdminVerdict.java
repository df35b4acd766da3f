package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.Answer;

/** What an answer of the group administration means: {@code ec} 0 is done, everything else is a no. */
public final class GroupAdminVerdict {

    private GroupAdminVerdict() {}

    /** Reads an answer; done with the whole body. */
    public static Answer<JsonNode> of(JsonAnswer answer) {
        if (answer instanceof JsonAnswer.Json json && json.body().hasNonNull("ec")) {
            int ec = json.body().path("ec").asInt(JsonAnswer.NO_RETCODE);
            return ec == 0 ? new Answer.Done<>(json.body()) : new Answer.Refused<>(sentence(ec));
        }
        int status = answer instanceof JsonAnswer.Unreadable unreadable ? unreadable.status() : 200;
        String reason = "the group administration answered " + (status == 200 ? "without an ec" : answer.kind());
        return status >= 300 && status < 500 ? new Answer.Refused<>(reason) : new Answer.Unknown<>(reason);
    }

    private static String sentence(int ec) {
        return switch (ec) {
            // qqbot takes both for a missing right; 3 came for people who are no members, too.
            case 3, 11 -> "the account has no right to do this in the group, or the other is no member (ec " + ec + ")";
            case 14 -> "the account has no right to do this in the group (ec 14)";
            default -> "the group administration answered ec " + ec;
        };
    }
}
