package dev.rookery.host.webqq;

import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.webqq.wire.LoginCheck;
import dev.rookery.host.webqq.wire.LoginPage;
import dev.rookery.host.webqq.wire.LoginRequests;
import dev.rookery.host.webqq.wire.PasswordCipher;
import dev.rookery.host.webqq.wire.PasswordHash;
import dev.rookery.host.webqq.wire.PasswordLoginRequests;
import dev.rookery.host.webqq.wire.PtuiCallback;
import dev.rookery.host.webqq.wire.WireText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way in by number and password: the login page, check, a captcha if the server wants one, login. What no second
 * try can mend ends it for good, so that a wrong password is sent once and not for ever, as twqq did. On the loop only.
 */
final class PasswordLogin implements WayIn {

    /** The most characters of a captcha that are taken; the real ones had four. */
    static final int MAX_CAPTCHA = 32;

    private static final String PAGE_EXPIRED = "2";

    private final Login.Password who;
    private final SessionOptions options;
    private final PasswordLoginRequests requests;
    private final CookieJar cookies;
    private final Lifecycle lifecycle;
    private final Steps steps;
    private final AccountFile picture;
    private final Function<String, Next> enter;

    private String loginSig = "";

    /** What the server last said about a captcha; null before the first time. */
    private @Nullable LoginCheck check;

    /** How many verify codes were refused since a session last worked. */
    private int refused;

    /**
     * Creates the way of one account.
     *
     * @param picture where a captcha is shown
     * @param enter goes on with the address of check_sig
     */
    PasswordLogin(
            Login.Password who,
            SessionOptions options,
            PasswordLoginRequests requests,
            CookieJar cookies,
            Lifecycle lifecycle,
            Steps steps,
            AccountFile picture,
            Function<String, Next> enter) {
        this.who = who;
        this.options = options;
        this.requests = requests;
        this.cookies = cookies;
        this.lifecycle = lifecycle;
        this.steps = steps;
        this.picture = picture;
        this.enter = enter;
    }

    @Override
    public Phase first() {
        return Phase.FETCHING_LOGIN_PAGE;
    }

    @Override
    public Next.Request begin() {
        return steps.once(requests::page, this::pageFetched);
    }

    @Override
    public void settled() {
        refused = 0;
    }

    @Override
    public Optional<Next.Request> answer(String text) {
        String typed = text.strip();
        LoginCheck asked = check;
        if (lifecycle.phase() != Phase.WAITING_FOR_CAPTCHA
                || asked == null
                || typed.isEmpty()
                || typed.length() > MAX_CAPTCHA) {
            return Optional.empty();
        }
        // The picture has done its work; the file is removed in the background and stop() waits for it.
        var unused = picture.remove();
        // Lower case beside the password and upper case within it, as twqq.
        return Optional.of(signIn(asked, typed.toLowerCase(Locale.ROOT)));
    }

    private Next pageFetched(HttpResponse response) {
        if (response.status() != 200) {
            return steps.retry("the login page: HTTP status " + response.status());
        }
        // Later pages set it as a cookie too; without any, servers of June 2013 were content (pual_bot).
        loginSig = LoginPage.parse(response.text())
                .map(LoginPage::loginSig)
                .or(() -> cookies.value(LoginRequests.LOGIN_PAGES, "pt_login_sig"))
                .orElse("");
        return askForCheck();
    }

    private Next askForCheck() {
        lifecycle.become(Phase.CHECKING_ACCOUNT);
        return steps.then(() -> requests.check(who.number(), loginSig), this::checked);
    }

    private Next checked(HttpResponse response) {
        Optional<LoginCheck> answer = LoginCheck.parse(response.text());
        if (answer.isEmpty()) {
            return steps.retry("check: no ptui_checkVC, HTTP status " + response.status());
        }
        LoginCheck asked = answer.get();
        check = asked;
        if (!asked.captchaWanted()) {
            return signIn(asked, asked.code());
        }
        lifecycle.become(Phase.FETCHING_CAPTCHA);
        return steps.then(() -> requests.captcha(who.number(), asked.code()), this::captchaFetched);
    }

    private Next captchaFetched(HttpResponse response) {
        byte[] image = response.body();
        if (response.status() != 200 || image.length == 0) {
            return steps.retry("getimage: no picture, HTTP status " + response.status());
        }
        picture.write(image, extension(image));
        String task = "type the letters of the captcha" + (refused > 0 ? ", the last ones were wrong" : "");
        lifecycle.become(Phase.WAITING_FOR_CAPTCHA, task);
        lifecycle.needs(Need.TYPE_CAPTCHA, task + ": " + picture.path(), image);
        // A captcha that nobody types grows stale, and the page it belongs to as well.
        return begin().after(options.captchaPatience());
    }

    private Next.Request signIn(LoginCheck asked, String code) {
        lifecycle.become(Phase.SENDING_PASSWORD);
        String password = encoded(asked, code);
        String verifySession =
                cookies.value(LoginRequests.LOGIN_PAGES, "verifysession").orElse(asked.session());
        // The code is used up even when the answer is lost, so there is no second time without another check.
        return steps.once(
                () -> requests.login(who.number(), password, code, asked, loginSig, verifySession),
                response -> judged(asked, response));
    }

    private String encoded(LoginCheck asked, String code) {
        char[] password = who.password().reveal().toCharArray();
        byte[] salt = asked.salt().bytes();
        String encoded =
                asked.tea() ? PasswordCipher.encrypt(password, salt, code) : PasswordHash.of(password, salt, code);
        Arrays.fill(password, '\0');
        return encoded;
    }

    private Next judged(LoginCheck asked, HttpResponse response) {
        Optional<PtuiCallback> callback = PtuiCallback.parse(response.text());
        if (callback.isEmpty()) {
            return steps.retry("login: no ptuiCB, HTTP status " + response.status());
        }
        PtuiCallback said = callback.get();
        return switch (said.code()) {
            case PtuiCallback.SIGNED_IN -> enter.apply(said.url());
            case 1 -> steps.again("the login server is busy");
            case 4 -> codeRefused(asked, said);
            default -> refuse(sentence(said.code()), said);
        };
    }

    private Next codeRefused(LoginCheck asked, PtuiCallback said) {
        refused++;
        if (refused >= options.captchaTries()) {
            String what =
                    asked.captchaWanted() ? " captchas in a row were wrong" : " verify codes in a row were refused";
            return refuse(refused + what + ": start the account again when somebody can type one", said);
        }
        if (said.subCode().equals(PAGE_EXPIRED)) {
            lifecycle.become(Phase.FETCHING_LOGIN_PAGE);
            return steps.then(requests::page, this::pageFetched);
        }
        return askForCheck();
    }

    private Next refuse(String sentence, PtuiCallback said) {
        String words = WireText.name(said.words());
        lifecycle.become(Phase.REFUSED, sentence + (words.isEmpty() ? "" : " (the server says: " + words + ")"));
        return Next.none();
    }

    /** What a code of ptuiCB means to the operator, and what to do (table of the historical clients). */
    private String sentence(int code) {
        return switch (code) {
            case 2 -> "the number " + who.number().value() + " has expired or belongs to somebody else: check qq";
            case 3 -> "the number or the password is wrong: correct qq and password";
            case 5 -> "the server could not verify the sign-in: sign in once by hand, then start the account again";
            case 6 -> "the server wants the sign-in later: start the account again after a while";
            case 7 -> "the server takes no sign-in of this form: try the other password-form, or login: qr";
            case 8 -> "too many sign-ins came from this address: start the account again in some hours";
            case 24 -> "the server did not get its cookies back: look for a proxy that removes them";
            case 71 -> "the server forbids this number to sign in: ask the support of the service";
            case 10005, 10006 -> "the server lets this number in by QR code only: set login: qr";
            default -> "the login server answered " + code;
        };
    }

    private static String extension(byte[] image) {
        if (image.length > 3 && image[0] == (byte) 0x89 && image[1] == 'P') {
            return "png";
        }
        return image.length > 3 && image[0] == 'G' && image[1] == 'I' ? "gif" : "jpg";
    }
}
