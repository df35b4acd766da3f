package dev.rookery.host.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes tokens in the shapes that the real service gave them, and the two checksums that clients derive from them. */
final class Tokens {

    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** The shape of qrsig and login_sig: 64 characters. */
    static String signature() {
        return random(LETTERS_AND_DIGITS + "*-", 64);
    }

    /** Lower-case hexadecimal digits: 64 for ptwebqq, 80 for vfwebqq, 128 for ptsigx. */
    static String hex(int digits) {
        return random("0123456789abcdef", digits);
    }

    static String skey() {
        return "@" + random(LETTERS_AND_DIGITS, 9);
    }

    /** The shape of p_skey, pt4_token and superkey. */
    static String key() {
        return random(LETTERS_AND_DIGITS + "-", 43) + "_";
    }

    static String capitals(int count) {
        return random(LETTERS_AND_DIGITS.substring(0, 26), count);
    }

    static String letters(int count) {
        return random(LETTERS_AND_DIGITS, count);
    }

    /** A psessionid begins like the hexadecimal dump of the Erlang tuple that the real one was. */
    static String psessionid() {
        return "8368046764001d" + hex(200);
    }

    /** The checksum of qrsig that clients since 2017 send as ptqrtoken. */
    static int hash33(String text) {
        int e = 0;
        for (int i = 0; i < text.length(); i++) {
            e += (e << 5) + text.charAt(i);
        }
        return e & 0x7fffffff;
    }

    /** The checksum of superkey that is supertoken, and of supertoken that is auth_token. */
    static long time33(String text) {
        long e = 0;
        for (int i = 0; i < text.length(); i++) {
            e = (e * 33 + text.charAt(i)) & 0xffff_ffffL;
        }
        return e;
    }

    /** The checksum of skey that authorises the group administration. */
    static int bkn(String skey) {
        int e = 5381;
        for (int i = 0; i < skey.length(); i++) {
            e += (e << 5) + skey.charAt(i);
        }
        return e & 0x7fffffff;
    }

    /** 40 hexadecimal digits that a text always leads to. */
    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-1", missing);
        }
    }

    /** So many characters out of an alphabet. */
    static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
