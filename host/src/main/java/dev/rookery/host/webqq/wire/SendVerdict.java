package dev.rookery.host.webqq.wire;

import java.util.Set;

/**
 * What an answer to a send call means. Historical clients disagree on 1202: Mojo-Webqq and yinzo take it for success,
 * qqbot sends again up to three times, ScienJus takes it for failure; it was both. So it is told as unknown and not
 * sent again.
 *
 * @param outcome what to tell the sender
 * @param reason one sentence for a person; empty for a success
 * @param sessionInDoubt whether the code says that the session is gone, which is worth a check
 */
public record SendVerdict(Outcome outcome, String reason, boolean sessionInDoubt) {

    public enum Outcome {
        SENT,
        REFUSED,
        UNKNOWN
    }

    /** Success, and the variant of "accepted" that Mojo-Webqq and yinzo know. */
    private static final Set<Integer> ACCEPTED = Set.of(0, 100100);

    private static final int DOUBTFUL = 1202;

    public static SendVerdict of(JsonAnswer answer) {
        if (answer instanceof JsonAnswer.Json json) {
            return ofCode(json.retcode());
        }
        int status = answer instanceof JsonAnswer.Unreadable unreadable ? unreadable.status() : 0;
        // 3xx and 4xx: nobody took it. 5xx comes from a front server that may have passed it on.
        return status >= 300 && status < 500
                ? new SendVerdict(Outcome.REFUSED, "the server answered " + answer.kind(), false)
                : unknown("the server answered " + answer.kind());
    }

    public static SendVerdict unknown(String reason) {
        return new SendVerdict(Outcome.UNKNOWN, reason, false);
    }

    private static SendVerdict ofCode(int retcode) {
        if (ACCEPTED.contains(retcode)) {
            return new SendVerdict(Outcome.SENT, "", false);
        }
        if (retcode == DOUBTFUL) {
            return unknown("the server answered 1202: taken for spam, or delivered all the same");
        }
        if (retcode == JsonAnswer.NO_RETCODE) {
            return unknown("the server answered without a retcode");
        }
        boolean sessionInDoubt =
                PollVerdict.of(retcode) == PollVerdict.SIGN_IN_AGAIN || PollVerdict.of(retcode) == PollVerdict.SHAKY;
        return new SendVerdict(Outcome.REFUSED, "the server answered retcode " + retcode, sessionInDoubt);
    }
}
