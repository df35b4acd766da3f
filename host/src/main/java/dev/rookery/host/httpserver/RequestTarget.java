package dev.rookery.host.httpserver;

import java.util.Locale;

/**
 * What a request asks for.
 *
 * @param host the name, lower case and without port; empty when none was given
 * @param path the path, percent-decoded
 * @param rawQuery what follows the first question mark, as sent
 */
record RequestTarget(String host, String path, String rawQuery) {

    static RequestTarget of(String uri, String hostField) {
        String target = uri;
        String authority = hostField;
        int scheme = target.indexOf("://");
        if (scheme > 0 && !target.startsWith("/")) {
            // The absolute form, sent to a proxy: RFC 9112 section 3.2.2 lets its authority win over Host.
            int slash = target.indexOf('/', scheme + 3);
            authority = target.substring(scheme + 3, slash < 0 ? target.length() : slash);
            target = slash < 0 ? "/" : target.substring(slash);
        }
        int question = target.indexOf('?');
        return new RequestTarget(
                withoutPort(authority).toLowerCase(Locale.ROOT),
                Parameters.decode(question < 0 ? target : target.substring(0, question), false),
                question < 0 ? "" : target.substring(question + 1));
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }
}
