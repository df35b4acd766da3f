package dev.rookery.host.webqq.wire;

import java.util.Set;

/**
 * What an answer to a send call means. Nothing is ever sent again for it.
 *
 * <table>
 * <caption>Answers, and what is told</caption>
 * <tr><th>answer</th><th>told</th></tr>
 * <tr><td>retcode 0; errCode 0 with {@code send ok}, as in 2016 to 2018</td><td>sent</td></tr>
 * <tr><td>1202</td><td>unknown: Mojo-Webqq and yinzo take it for success, qqbot sends again up to three times, ScienJus
 * takes it for failure; it was both</td></tr>
 * <tr><td>100100</td><td>unknown: taken for success by Mojo-Webqq, yinzo and ScienJus, for failure by qqbot, and nobody
 * looked whether the message arrived. Sent is told only of what is certain</td></tr>
 * <tr><td>8, 100, 103, 100000, 100012</td><td>refused; the session is worth a check</td></tr>
 * <tr><td>108, 100001 and what else the clients know as a no</td><td>refused: it concerns the chat or the
 * request</td></tr>
 * <tr><td>a code that nobody explains, HTTP 5xx, no JSON</td><td>unknown</td></tr>
 * <tr><td>HTTP 3xx, 4xx</td><td>refused: nobody took it</td></tr>
 * </table>
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

    private static final Set<Integer> DOUBTFUL = Set.of(1202, 100100);

    /** What clients know as a no to the request itself: the target, its proof, a missing cookie, a malformed r. */
    private static final Set<Integer> NOT_TAKEN = Set.of(
            6, 50, 108, 109, 110, 112, 113, 114, 115, 116, 120, 121, 122, 100001, 100002, 100006, 100101, 100110);

    public static SendVerdict of(JsonAnswer answer) {
        if (answer instanceof JsonAnswer.Json json) {
            return json.body().hasNonNull("retcode") ? ofCode(json.retcode()) : ofErrCode(json);
        }
        int status = answer instanceof JsonAnswer.Unreadable unreadable ? unreadable.status() : 0;
        // 3xx and 4xx: nobody took it. 5xx comes from a front server that may have passed it on.
        return status >= 300 && status < 500
                ? refused("the server answered " + answer.kind())
                : unknown("the server answered " + answer.kind());
    }

    public static SendVerdict unknown(String reason) {
        return new SendVerdict(Outcome.UNKNOWN, reason, false);
    }

    public static SendVerdict refused(String reason) {
        return new SendVerdict(Outcome.REFUSED, reason, false);
    }

    private static SendVerdict ofCode(int retcode) {
        if (retcode == 0) {
            return new SendVerdict(Outcome.SENT, "", false);
        }
        String answered = "the server answered retcode " + retcode;
        if (DOUBTFUL.contains(retcode)) {
            return unknown(answered + ": taken for spam, or delivered all the same");
        }
        PollVerdict ofSession = PollVerdict.of(retcode);
        if (ofSession == PollVerdict.SIGN_IN_AGAIN || ofSession == PollVerdict.SHAKY) {
            return new SendVerdict(Outcome.REFUSED, answered, true);
        }
        return NOT_TAKEN.contains(retcode) ? refused(answered) : unknown(answered);
    }

    /** The form of 2016 to 2018; Mojo-Webqq believes it only with the words. */
    private static SendVerdict ofErrCode(JsonAnswer.Json json) {
        if (!json.body().hasNonNull("errCode")) {
            return unknown("the server answered without a retcode");
        }
        if (json.retcode() != 0) {
            return refused("the server answered errCode " + json.retcode());
        }
        String words = json.body().path("msg").asText("send ok");
        return words.equals("send ok")
                ? new SendVerdict(Outcome.SENT, "", false)
                : unknown("the server answered errCode 0 with other words than send ok");
    }
}
