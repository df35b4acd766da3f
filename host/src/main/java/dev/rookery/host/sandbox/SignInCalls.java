package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.sandbox.ControlCall.Refusal;
import java.time.Duration;

/** The calls of the control API about signing in: {@code captcha}, {@code refuse-login}, {@code remap-uins}. */
final class SignInCalls {

    private final EventFeed feed;

    SignInCalls(EventFeed feed) {
        this.feed = feed;
    }

    void addTo(ControlApi api) {
        api.post("captcha", this::captcha)
                .post("refuse-login", SignInCalls::refuseLogin)
                .post("remap-uins", SignInCalls::remapUins);
    }

    private void captcha(Exchange exchange, Account account, JsonNode body) {
        boolean wanted = isWanted(exchange, body);
        long millis = Requests.number(
                ControlApi.parameter(exchange, body, "lifetime", Long.toString(VerifyCode.LIFETIME.toMillis())));
        if (millis < 0) {
            throw new Refusal(400, "lifetime: not a number (expected: milliseconds)");
        }
        account.signInRules().wantCaptcha(wanted, Duration.ofMillis(millis));
        ControlApi.answer(exchange, Json.object().put("wanted", wanted));
        feed.stateChanged(account);
    }

    private static void refuseLogin(Exchange exchange, Account account, JsonNode body) {
        int code = (int) Requests.number(ControlApi.parameter(exchange, body, "code", ""));
        int sub = (int) Requests.number(ControlApi.parameter(exchange, body, "sub", "0"));
        int times = (int) Requests.number(ControlApi.parameter(exchange, body, "times", "1"));
        if (code == 0) {
            account.signInRules().freeze(times);
        } else {
            LoginCode refusal = LoginCode.of(code, sub)
                    .orElseThrow(() -> new Refusal(
                            400,
                            "code: " + code + ", sub: " + sub + " (expected one of: 0, " + LoginCode.known() + ")"));
            account.signInRules().refuse(refusal, times);
        }
        ControlApi.answer(exchange, Json.object().put("times", times));
    }

    private static void remapUins(Exchange exchange, Account account, JsonNode body) {
        boolean wanted = isWanted(exchange, body);
        account.remapUins(wanted);
        ControlApi.answer(exchange, Json.object().put("wanted", wanted));
    }

    private static boolean isWanted(Exchange exchange, JsonNode body) {
        return !ControlApi.parameter(exchange, body, "wanted", "1").matches("0|false");
    }
}
