package dev.rookery.host.webqq.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/**
 * The proof that friend and group lists ask for, made of the own QQ number and the cookie {@code ptwebqq}. Tencent
 * changed it several times; SmartQQ used {@link #P} to the end, {@link #O} is what twqq as published sends.
 */
public enum ContactHash {
    /** Early August 2013 (pual_bot's rewrite, lwqq). */
    N {
        @Override
        public String of(QqNumber self, String ptwebqq) {
            int length = ptwebqq.length();
            int hash = -1;
            int b = 0;
            for (char digit : Long.toString(self.value()).toCharArray()) {
                b = length == 0 ? 0 : (b + (digit - '0')) % length;
                // The original takes the tail by "h < g" although it looks the wrong way round; the server did the
                // same.
                int g = b + 4 > length ? 4 + b - length : 4;
                int word = 0;
                for (int h = 0; h < 4; h++) {
                    word = word << 8 | charAt(ptwebqq, h < g ? b + h : h - g);
                }
                hash ^= word;
            }
            return UPPER.toHexDigits(hash);
        }
    },
    /**
     * August to December 2013 and May to June 2014 (twqq, lwqq): what a quick sort of the cookie's characters leaves
     * behind.
     */
    Q {
        @Override
        public String of(QqNumber self, String ptwebqq) {
            int[] r = bytes(self);
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
                        char swapped = j[s];
                        j[s] = j[e];
                        j[e] = swapped;
                    }
                } else {
                    int middle = partition(j, s, e, r);
                    stack.push(new int[] {s, middle - 1});
                    stack.push(new int[] {middle + 1, e});
                }
            }
            StringBuilder hex = new StringBuilder();
            for (int part : r) {
                hex.append(UPPER.toHexDigits((byte) part));
            }
            return hex.toString();
        }
    },
    /** From December 2013 (twqq, iqq, Mojo-Webqq, qqbot, ScienJus): an exclusive or with "ECOK". */
    P {
        @Override
        public String of(QqNumber self, String ptwebqq) {
            int[] a = new int[4];
            for (int i = 0; i < ptwebqq.length(); i++) {
                a[i % 4] ^= ptwebqq.charAt(i);
            }
            int[] d = bytes(self);
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                hex.append(UPPER.toHexDigits((byte) a[i])).append(UPPER.toHexDigits((byte) (d[i] ^ "ECOK".charAt(i))));
            }
            return hex.toString();
        }
    },
    /** WebQQ from June 2014 (twqq as published, lwqq). */
    O {
        @Override
        public String of(QqNumber self, String ptwebqq) {
            String salted = ptwebqq + "password error";
            String uin = Long.toString(self.value());
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < salted.length(); i++) {
                hex.append(UPPER.toHexDigits((byte) (uin.charAt(i % uin.length()) ^ salted.charAt(i))));
            }
            return hex.toString();
        }
    };

    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    /**
     * The hash in upper-case hexadecimal digits.
     *
     * @param self the own QQ number
     * @param ptwebqq the cookie, empty when the server set none (seen in 2018)
     */
    public abstract String of(QqNumber self, String ptwebqq);

    private static int charAt(String text, int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    /** The low four bytes, most significant first. */
    private static int[] bytes(QqNumber number) {
        long n = number.value();
        return new int[] {(int) (n >> 24 & 255), (int) (n >> 16 & 255), (int) (n >> 8 & 255), (int) (n & 255)};
    }

    /** One round of the quick sort, whose every step stirs {@code r}; returns where the pivot came to rest. */
    private static int partition(char[] j, int from, int to, int[] r) {
        int s = from;
        int e = to;
        char pivot = j[s];
        while (s < e) {
            while (s < e && j[e] >= pivot) {
                e--;
                r[0] = r[0] + 3 & 255;
            }
            if (s < e) {
                j[s] = j[e];
                s++;
                r[1] = r[1] * 13 + 43 & 255;
            }
            while (s < e && j[s] <= pivot) {
                s++;
                r[2] = r[2] - 3 & 255;
            }
            if (s < e) {
                j[e] = j[s];
                e--;
                r[3] = (r[0] ^ r[1] ^ r[2] ^ (r[3] + 1)) & 255;
            }
        }
        j[s] = pivot;
        return s;
    }
}
