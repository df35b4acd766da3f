package dev.rookery.host.webqq.wire;

import dev.rookery.host.httpstream.HttpRequest;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The page of the web client that a request seems to come from. Real servers answered 103 or 100001 without a plausible
 * Referer.
 *
 * @param referer sent with every request
 * @param origin sent with a POST; empty for none
 */
record Page(String referer, String origin) {

    private static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/62.0.3202.94 Safari/537.36";

    HttpRequest.Builder get(String address) {
        return headers(HttpRequest.get(address));
    }

    HttpRequest.Builder post(String address) {
        HttpRequest.Builder request = headers(HttpRequest.post(address));
        return origin.isEmpty() ? request : request.header("Origin", origin);
    }

    /** The parameter {@code t} of most calls, which keeps caches out: milliseconds. */
    static String now() {
        return Long.toString(System.currentTimeMillis());
    }

    /** The parameter {@code r} or {@code t} of login pages: a fraction, as JavaScript's Math.random. */
    static String random() {
        return String.format(Locale.ROOT, "%.16f", ThreadLocalRandom.current().nextDouble());
    }

    private HttpRequest.Builder headers(HttpRequest.Builder request) {
        return request.header("Referer", referer).header("User-Agent", USER_AGENT);
    }
}
