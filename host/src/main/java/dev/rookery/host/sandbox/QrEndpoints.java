package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.util.Optional;

/**
 * Signing in with a QR code as SmartQQ did: the picture, and the state of the code.
 *
 * <p>Exact spelling matters here. qqbot knows the states by their Chinese words and wants each cookie once, ScienJus
 * and node-smartqq look for {@code 成功}, node-smartqq needs {@code qrsig} to be the first cookie of its answer.
 */
final class QrEndpoints {

    private static final String WAITING = "ptuiCB('66','0','','0','二维码未失效。(473959432)', '');\r\n";
    private static final String SCANNED = "ptuiCB('67','0','','0','二维码认证中。(3203423232)', '');\r\n";
    private static final String EXPIRED = "ptuiCB('65','0','','0','二维码已失效。(4012918406)', '');\r\n";

    private final SandboxOptions options;
    private final Accounts accounts;
    private final QrCodes codes;
    private final SignIn signIn;
    private final EventFeed feed;

    QrEndpoints(SandboxOptions options, Accounts accounts, QrCodes codes, SignIn signIn, EventFeed feed) {
        this.options = options;
        this.accounts = accounts;
        this.codes = codes;
        this.signIn = signIn;
        this.feed = feed;
    }

    /** {@code /ptqrshow}: a new QR code. It leads a phone to the chat page. */
    void show(Exchange exchange) {
        QrCode code = codes.create();
        int scale = exchange.query()
                .get("s")
                .filter(s -> s.matches("[1-9]"))
                .map(Integer::parseInt)
                .orElse(5);
        exchange.respond(Response.of(200, "image/png", picture(exchange, code, scale))
                .header("Set-Cookie", SetCookie.of("qrsig", code.qrsig(), SetCookie.PTLOGIN)));
        feed.stateChanged();
    }

    static byte[] picture(Exchange exchange, QrCode code, int scale) {
        String address = exchange.localAddress().getAddress().getHostAddress();
        String host = address.contains(":") ? "[" + address + "]" : address;
        return QrPicture.png(
                exchange.scheme() + "://" + host + ":" + exchange.localAddress().getPort() + "/?qr=" + code.id(),
                scale);
    }

    /**
     * {@code /ptqrlogin}: how is the code doing? A client that sends no ptqrtoken (before 2017) is believed, unless the
     * sandbox is strict; a wrong one, like an unknown qrsig, is answered as expired, so that the client starts over
     * with a new code.
     */
    void ask(Exchange exchange) {
        String qrsig = exchange.cookie("qrsig").orElse("");
        String token = exchange.query().text("ptqrtoken");
        Optional<QrCode> code = codes.ofQrsig(qrsig)
                .filter(known -> !known.isExpired())
                .filter(known ->
                        (token.isEmpty() && !options.strict()) || token.equals(Integer.toString(Tokens.hash33(qrsig))));
        QrCode.State state = code.map(known -> known.ask(options.autoScan())).orElse(null);
        if (state == null) {
            script(exchange, EXPIRED);
        } else if (state == QrCode.State.CONFIRMED) {
            code.ifPresent(codes::remove);
            signIn.byCode(exchange, code.flatMap(QrCode::account).orElseGet(accounts::first));
        } else {
            script(exchange, state == QrCode.State.SCANNED ? SCANNED : WAITING);
        }
        feed.stateChanged();
    }

    private static void script(Exchange exchange, String call) {
        exchange.respond(200, Replies.scriptType(), call);
    }
}
