package dev.rookery.host.webqq;

import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.webqq.wire.LoginRequests;
import dev.rookery.host.webqq.wire.PtuiCallback;
import dev.rookery.host.webqq.wire.QrLoginRequests;
import dev.rookery.host.webqq.wire.WireText;
import java.util.Optional;
import java.util.function.Function;

/** The way in by QR code: ptqrshow, then ptqrlogin until the code is scanned and confirmed. On the loop only. */
final class QrLogin implements WayIn {

    private static final String SCAN = "scan the QR code with the QQ app of the account's phone";

    private final SessionOptions options;
    private final QrLoginRequests requests;
    private final CookieJar cookies;
    private final Lifecycle lifecycle;
    private final Steps steps;
    private final AccountFile picture;
    private final Function<String, Next> enter;

    /** How many codes were shown since a session last worked. */
    private int codes;

    /**
     * Creates the way of one account.
     *
     * @param picture where the code is shown
     * @param enter goes on with the address of check_sig
     */
    QrLogin(
            SessionOptions options,
            QrLoginRequests requests,
            CookieJar cookies,
            Lifecycle lifecycle,
            Steps steps,
            AccountFile picture,
            Function<String, Next> enter) {
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
        return Phase.FETCHING_CODE;
    }

    @Override
    public Next.Request begin() {
        return steps.once(requests::code, this::codeFetched);
    }

    @Override
    public void settled() {
        codes = 0;
    }

    private Next codeFetched(HttpResponse response) {
        byte[] png = response.body();
        Optional<String> qrsig = cookies.value(LoginRequests.LOGIN_PAGES, "qrsig");
        if (response.status() != 200 || png.length == 0 || qrsig.isEmpty()) {
            return steps.retry("ptqrshow: no picture or no qrsig, HTTP status " + response.status());
        }
        codes++;
        picture.write(png);
        lifecycle.become(Phase.WAITING_FOR_SCAN, SCAN);
        lifecycle.needs(Need.SCAN_CODE, SCAN + ", or open " + picture.path(), png);
        String token = qrsig.get();
        return steps.then(() -> requests.state(token), this::scanned);
    }

    private Next scanned(HttpResponse response) {
        Optional<PtuiCallback> callback = PtuiCallback.parse(response.text());
        if (callback.isEmpty()) {
            return steps.retry("ptqrlogin: no ptuiCB, HTTP status " + response.status());
        }
        PtuiCallback said = callback.get();
        switch (said.code()) {
            case PtuiCallback.WAITING_FOR_SCAN -> lifecycle.become(Phase.WAITING_FOR_SCAN, SCAN);
            case PtuiCallback.SCANNED -> lifecycle.become(Phase.SCANNED, "confirm the sign-in on the phone");
            case PtuiCallback.SIGNED_IN -> {
                // The code has done its work; the file is removed in the background and stop() waits for it.
                var unused = picture.remove();
                return enter.apply(said.url());
            }
            case PtuiCallback.EXPIRED -> {
                return codes < options.qrCodes() ? anotherCode() : steps.again("nobody scanned " + codes + " QR codes");
            }
            default -> {
                return steps.again("the login page answered " + said.code() + ": " + WireText.name(said.words()));
            }
        }
        return steps.repeat().after(options.scanInterval());
    }

    private Next anotherCode() {
        lifecycle.become(Phase.FETCHING_CODE);
        return begin();
    }
}
