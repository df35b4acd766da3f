package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Response;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** What goes wrong while signing in, and with cookies. */
final class LoginFaults {

    private LoginFaults() {}

    static void ptui(Strike strike) {
        answer(strike, strike.number("code"), strike.number("sub"), strike.text("text"));
    }

    static void expiredQr(Strike strike) {
        answer(strike, 65, 0, "二维码已失效。(4012918406)");
    }

    static void wrongCaptcha(Strike strike) {
        strike.exchange()
                .respond(
                        200,
                        Replies.scriptType(),
                        LoginCode.WRONG_CAPTCHA.call(strike.exchange().query().text("u")));
    }

    private static void answer(Strike strike, long code, long sub, String text) {
        String quoted = text.replace("\\", "\\\\").replace("'", "\\'");
        strike.exchange()
                .respond(
                        200,
                        Replies.scriptType(),
                        "ptuiCB('" + code + "','" + sub + "','','0','" + quoted + "', '');\r\n");
    }

    /** The first two arguments of ptui_checkVC: a captcha is wanted, and what is to be sent when it is fetched. */
    static void captchaWanted(Strike strike) {
        strike.onAnswer(answer -> strike.exchange()
                .respond(PollAnswer.withText(
                        answer,
                        PollAnswer.text(answer).replaceFirst("\\('0','[^']*'", "('1','" + Tokens.letters(32) + "'"))));
    }

    static void cookieClock(Strike strike) {
        String expires = SetCookie.DATE.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(strike.number("seconds")));
        strike.onAnswer(answer -> strike.exchange().respond(answer.withFields(field -> {
            boolean set = field.name().equals("Set-Cookie") && !field.value().matches("[^=]*=;.*");
            return Optional.of(
                    set
                            ? new Response.Field(
                                    field.name(),
                                    field.value().replaceFirst("(?i) EXPIRES=[^;]*;", "") + " EXPIRES=" + expires + ";")
                            : field);
        })));
    }

    static void noPtwebqq(Strike strike) {
        strike.onAnswer(answer -> strike.exchange()
                .respond(answer.withFields(field -> Optional.of(field)
                        .filter(kept -> !kept.name().equals("Set-Cookie")
                                || !kept.value().startsWith("ptwebqq=")))));
    }

    static void manyCookies(Strike strike) {
        strike.onAnswer(answer -> {
            Response more = answer.withFields(Optional::of);
            for (long i = strike.number("count"); i > 0; i--) {
                more.header("Set-Cookie", "filler" + i + "=" + i + "; PATH=/; DOMAIN=qq.com;");
            }
            // So large a head is given up by many clients, so its messages do not count as delivered.
            return strike.instead(answer, more);
        });
    }
}
