package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signing in with a password as WebQQ did until 2015: is a captcha needed, its picture, the login. Lenient by default:
 * any password will do, and what comes without a captcha is not looked at. Captchas that are wanted are always
 * verified.
 */
final class PasswordEndpoints {

    private final SandboxOptions options;
    private final Accounts accounts;
    private final LoginPages pages;
    private final SignIn signIn;
    private final EventFeed feed;
    private final SecureRandom random = new SecureRandom();
    /** By the cookie that belongs to each. */
    private final Recent<VerifyCode> codes;

    PasswordEndpoints(SandboxOptions options, Accounts accounts, LoginPages pages, SignIn signIn, EventFeed feed) {
        this.options = options;
        this.accounts = accounts;
        this.pages = pages;
        this.signIn = signIn;
        this.feed = feed;
        this.codes = new Recent<>(accounts);
    }

    /** The letters of the newest picture of an account that has not been answered. */
    Optional<String> letters(Account account) {
        return codes.newest(code -> code.picture() && code.qq() == account.qq()).map(VerifyCode::text);
    }

    /**
     * {@code /check}. Three arguments, for pual fails at a fourth; five for those who ask with pt_tea or pt_vcode. The
     * escapes stand there as text, which twqq evaluates.
     */
    void check(Exchange exchange) {
        long qq = Math.max(0, Requests.number(exchange.query().text("uin")));
        boolean captcha = accounts.ofNumber(qq)
                .filter(account -> account.signInRules().isCaptchaWanted())
                .isPresent();
        VerifyCode code = VerifyCode.withoutPicture(qq);
        if (!captcha) {
            codes.put(code.session(), code);
        }
        StringBuilder call = new StringBuilder("ptui_checkVC('")
                .append(captcha ? 1 : 0)
                .append("','")
                .append(captcha ? Tokens.hex(32) : code.text())
                .append("','");
        for (byte part : Password.uinBytes(qq)) {
            call.append(String.format("\\x%02x", part));
        }
        if (exchange.query().get("pt_tea").isPresent()
                || exchange.query().get("pt_vcode").isPresent()) {
            call.append("','").append(captcha ? "" : code.session()).append("','0");
        }
        exchange.respond(
                Response.of(200, Replies.scriptType(), call.append("');").toString())
                        .header("Set-Cookie", SetCookie.of("chkuin", Long.toString(qq), SetCookie.PTLOGIN))
                        .header("Set-Cookie", SetCookie.of("confirmuin", "0", SetCookie.PTLOGIN))
                        .header("Set-Cookie", SetCookie.of("ptvfsession", code.session(), SetCookie.PTLOGIN)));
    }

    /** {@code /getimage}: a new picture for the account of the query. */
    void picture(Exchange exchange) {
        long qq = Math.max(0, Requests.number(exchange.query().text("uin")));
        Optional<Account> account = accounts.ofNumber(qq);
        VerifyCode code = VerifyCode.withPicture(
                qq, account.map(known -> known.signInRules().captchaLifetime()).orElse(VerifyCode.LIFETIME));
        codes.put(code.session(), code);
        exchange.respond(Response.of(200, "image/jpeg", CaptchaPicture.jpeg(code.text(), random))
                .header("Cache-Control", "no-store")
                .header("Set-Cookie", SetCookie.of("verifysession", code.session(), SetCookie.QQ)));
        account.ifPresent(feed::stateChanged);
    }

    /** {@code /login}. Refusals are held back: twqq starts over at once, and for ever. */
    void login(Exchange exchange) {
        long qq = Requests.number(exchange.query().text("u"));
        Optional<Account> known = accounts.ofNumber(qq);
        Optional<LoginCode> refusal = known.map(account -> refusal(exchange, account))
                .orElse(Optional.of(qq < 0 ? LoginCode.WRONG_PARAMETERS : LoginCode.WRONG_PASSWORD));
        if (known.isEmpty() || refusal.isPresent()) {
            String number = qq < 0 ? "" : Long.toString(qq);
            refusal.ifPresent(code -> exchange.onTimeout(
                    options.errorHold(), () -> exchange.respond(200, Replies.scriptType(), code.call(number))));
        } else if (known.get().signInRules().takeFreeze()) {
            signIn.frozen(exchange, known.get());
        } else {
            signIn.byPassword(exchange, known.get());
        }
        known.ifPresent(feed::stateChanged);
    }

    private Optional<LoginCode> refusal(Exchange exchange, Account account) {
        Optional<LoginCode> wanted = account.signInRules().takeRefusal();
        if (wanted.isPresent()) {
            return wanted;
        }
        if (options.strict() && !pages.isKnown(exchange.query().text("login_sig"))) {
            return Optional.of(LoginCode.PAGE_EXPIRED);
        }
        String answer = exchange.query().text("verifycode");
        if (options.strict() || account.signInRules().isCaptchaWanted()) {
            Optional<VerifyCode> code = codeOf(exchange, account);
            if (code.isEmpty()
                    && options.strict()
                    && sessions(exchange).findAny().isEmpty()) {
                return Optional.of(LoginCode.NO_COOKIES);
            }
            // One try for each picture.
            code.ifPresent(used -> codes.remove(used.session()));
            if (code.filter(used -> used.isAnsweredBy(answer)).isEmpty()) {
                return Optional.of(LoginCode.WRONG_CAPTCHA);
            }
        }
        boolean matches = !options.strict()
                || Password.matches(
                        exchange.query().text("p"),
                        account.qq(),
                        account.world().password(),
                        answer);
        return matches ? Optional.empty() : Optional.of(LoginCode.WRONG_PASSWORD);
    }

    /** What the account was given to answer; a lenient sandbox finds a picture without its cookie, too. */
    private Optional<VerifyCode> codeOf(Exchange exchange, Account account) {
        boolean picture = account.signInRules().isCaptchaWanted();
        Optional<VerifyCode> named = sessions(exchange)
                .flatMap(session -> codes.get(session).stream())
                .filter(code -> code.qq() == account.qq() && (code.picture() || !picture))
                .findFirst();
        return named.isPresent() || options.strict()
                ? named
                : codes.newest(code -> code.picture() && code.qq() == account.qq());
    }

    private static Stream<String> sessions(Exchange exchange) {
        return Stream.of(
                        exchange.cookie("verifysession"),
                        exchange.query().get("pt_verifysession_v1"),
                        exchange.cookie("ptvfsession"))
                .flatMap(Optional::stream);
    }
}
