package dev.rookery.host.webqq.wire;

/** The "times 33" hashes with which the login pages turn one cookie into a request parameter. */
public final class TokenHash {

    private TokenHash() {}

    /**
     * {@code ptqrtoken} of a {@code qrsig} cookie, demanded by ptqrlogin since 2017; also {@code pt4_ptcz} in
     * Mojo-Webqq.
     */
    public static long hash33(String text) {
        return times33(0, text) & 0x7fffffff;
    }

    /** {@code bkn}, also called {@code g_tk}, of an {@code skey} cookie: what the group pages of qun.qq.com ask for. */
    public static long bkn(String skey) {
        return times33(5381, skey) & 0x7fffffff;
    }

    /**
     * {@code supertoken} of a {@code superkey} cookie and {@code auth_token} of a {@code supertoken}: the quick
     * re-login of Mojo-Webqq.
     */
    public static long time33(String text) {
        return times33(0, text) & 0xffffffffL;
    }

    /** Wraps around at 32 bits, as JavaScript's shift does. */
    private static int times33(int start, String text) {
        int hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 33 + text.charAt(i);
        }
        return hash;
    }
}
