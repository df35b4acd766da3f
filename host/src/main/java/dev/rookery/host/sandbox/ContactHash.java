package dev.rookery.host.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The hash that clients must send with friend and group lists: a function of account number and ptwebqq that Tencent
 * changed several times (all variants are kept in lwqq). The sandbox takes each of them, and none.
 */
final class ContactHash {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ContactHash() {}

    /** Whether a sandbox with these options takes it. */
    static boolean accepts(SandboxOptions options, String hash, long uin, String ptwebqq) {
        return switch (options.contactHash()) {
            case P -> hash.equalsIgnoreCase(p(uin, ptwebqq));
            case N -> hash.equalsIgnoreCase(n(uin, ptwebqq));
            case Q -> hash.equalsIgnoreCase(q(uin, ptwebqq));
            case O -> hash.equalsIgnoreCase(o(uin, ptwebqq));
            case ANY -> options.strict() ? !hash.isEmpty() && isOne(hash, uin, ptwebqq) : accepts(hash, uin, ptwebqq);
        };
    }

    /** Whether a client may have computed this. After a quick sign-in Mojo-Webqq uses an empty ptwebqq. */
    static boolean accepts(String hash, long uin, String ptwebqq) {
        return hash.isEmpty() || hash.equalsIgnoreCase(p(uin, "")) || isOne(hash, uin, ptwebqq);
    }

    private static boolean isOne(String hash, long uin, String ptwebqq) {
        String given = hash.toUpperCase(Locale.ROOT);
        return given.equals(p(uin, ptwebqq))
                || given.equals(n(uin, ptwebqq))
                || given.equals(q(uin, ptwebqq))
                || given.equals(o(uin, ptwebqq));
    }

    /** December 2013 and SmartQQ to its end. */
    static String p(long uin, String ptwebqq) {
        int[] a = new int[4];
        for (int i = 0; i < ptwebqq.length(); i++) {
            a[i % 4] ^= ptwebqq.charAt(i);
        }
        StringBuilder hash = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            int uinByte = (int) (uin >> (24 - 8 * i)) & 0xff;
            hash.append(HEX.toHexDigits((byte) a[i])).append(HEX.toHexDigits((byte) (uinByte ^ "ECOK".charAt(i))));
        }
        return hash.toString();
    }

    /** Early August 2013. The way it wraps around at the end looks odd in the original, too. */
    static String n(long uin, String ptwebqq) {
        int length = ptwebqq.length();
        if (length == 0) {
            return "";
        }
        int b = 0;
        int k = -1;
        for (char digit : Long.toString(uin).toCharArray()) {
            b = (b + digit - '0') % length;
            int wrapped = 4 + b - length;
            int word = 0;
            for (int h = 0; h < 4; h++) {
                int at = wrapped > 0 && h >= wrapped ? h - wrapped : b + h;
                word = word << 8 | (at < length ? ptwebqq.charAt(at) : 0);
            }
            k ^= word;
        }
        return HEX.toHexDigits(k);
    }

    /** August 2013 and May 2014: what a quicksort leaves behind in four counters. */
    static String q(long uin, String ptwebqq) {
        int[] r = new int[4];
        for (int i = 0; i < 4; i++) {
            r[i] = (int) (uin >> (24 - 8 * i)) & 0xff;
        }
        char[] j = ptwebqq.toCharArray();
        Deque<int[]> stack = new ArrayDeque<>();
        stack.push(new int[] {0, j.length - 1});
        while (!stack.isEmpty()) {
            int[] range = stack.pop();
            int s = range[0];
            int e = range[1];
            if (s >= e || s < 0 || e >= j.length) {
                continue;
            }
            if (s + 1 == e) {
                if (j[s] > j[e]) {
                    char swap = j[s];
                    j[s] = j[e];
                    j[e] = swap;
                }
                continue;
            }
            int middle = partition(j, s, e, r);
            stack.push(new int[] {s, middle - 1});
            stack.push(new int[] {middle + 1, e});
        }
        return HEX.formatHex(new byte[] {(byte) r[0], (byte) r[1], (byte) r[2], (byte) r[3]});
    }

    private static int partition(char[] j, int from, int to, int[] r) {
        int s = from;
        int e = to;
        char pivot = j[s];
        while (s < e) {
            while (s < e && j[e] >= pivot) {
                e--;
                r[0] = (r[0] + 3) & 255;
            }
            if (s < e) {
                j[s++] = j[e];
                r[1] = (r[1] * 13 + 43) & 255;
            }
            while (s < e && j[s] <= pivot) {
                s++;
                r[2] = (r[2] - 3) & 255;
            }
            if (s < e) {
                j[e--] = j[s];
                r[3] = (r[0] ^ r[1] ^ r[2] ^ (r[3] + 1)) & 255;
            }
        }
        j[s] = pivot;
        return s;
    }

    /** June 2014, WebQQ. */
    static String o(long uin, String ptwebqq) {
        String a = ptwebqq + "password error";
        String u = Long.toString(uin);
        StringBuilder hash = new StringBuilder();
        for (int i = 0; i < a.length(); i++) {
            hash.append(HEX.toHexDigits((byte) (u.charAt(i % u.length()) ^ a.charAt(i))));
        }
        return hash.toString();
    }
}
