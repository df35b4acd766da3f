package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.webqq.wire.LoginRequests;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import java.time.Duration;

/**
 * Tells the server that a session is over: logout2 of era A, and the sign-out of the login pages, without which the
 * next sign-in of SmartQQ met 103 (ScienJus). Whatever is answered, it is done. On the loop only.
 */
final class SignOut {

    private final HttpStream stream;
    private final Requests requests;
    private final Duration timeout;

    /**
     * Creates the sign-out of one account.
     *
     * @param timeout how long each of the two requests may take
     */
    SignOut(HttpStream stream, Requests requests, Duration timeout) {
        this.stream = stream;
        this.requests = requests;
        this.timeout = timeout;
    }

    /**
     * Signs out.
     *
     * @param then runs when it is done, however it went
     */
    void begin(Session session, Runnable then) {
        CookieJar cookies = stream.cookies();
        HttpRequest pages = requests.login()
                .logout(
                        cookies.value(requests.era().channelPages(), "pt4_token")
                                .orElse(""),
                        cookies.value(requests.era().channelPages(), "skey").orElse(""),
                        cookies.value(LoginRequests.LOGIN_PAGES, "ptcz").orElse(""),
                        timeout);
        Next.Request last = Next.request(pages, response -> end(then), failure -> end(then));
        Chain unused = stream.add(requests.channel().logout(session, timeout), response -> last, failure -> last);
    }

    private static Next end(Runnable then) {
        then.run();
        return Next.none();
    }
}
