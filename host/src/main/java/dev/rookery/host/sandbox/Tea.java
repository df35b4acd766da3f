package dev.rookery.host.sandbox;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tencent's use of the cipher TEA: 16 rounds, each block mixed with the cipher text and the plain text before it, and
 * random bytes in front (checked against what iqq and lwqq sent). Decrypts only: a server needs no more.
 */
final class Tea {

    private static final int BLOCK = 8;
    private static final int KEY = 16;
    private static final int ROUNDS = 16;
    private static final int DELTA = 0x9e3779b9;

    /** What the sum has grown to after all rounds. */
    private static final int FULL_SUM = 0xe3779b90;

    /** One byte that tells how many random ones follow it, and two more. */
    private static final int LEAST_FILL = 3;

    private static final int FILL_MASK = 7;
    private static final int ZEROS = 7;

    private Tea() {}

    /** The message; empty when the key is another one, or the cipher text none. */
    static Optional<byte[]> decrypt(byte[] cipher, byte[] key) {
        if (key.length != KEY || cipher.length < 2 * BLOCK || cipher.length % BLOCK != 0) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(cipher);
        ByteBuffer out = ByteBuffer.allocate(cipher.length);
        int[] words = new int[KEY / Integer.BYTES];
        ByteBuffer.wrap(key).asIntBuffer().get(words);
        long mixed = 0;
        long before = 0;
        while (in.hasRemaining()) {
            long block = in.getLong();
            mixed = decrypt(block ^ mixed, words);
            out.putLong(mixed ^ before);
            before = block;
        }
        byte[] plain = out.array();
        int from = (plain[0] & FILL_MASK) + LEAST_FILL;
        int to = plain.length - ZEROS;
        boolean padded = from <= to;
        for (int i = to; i < plain.length; i++) {
            padded &= plain[i] == 0;
        }
        return padded ? Optional.of(Arrays.copyOfRange(plain, from, to)) : Optional.empty();
    }

    private static long decrypt(long block, int[] key) {
        int y = (int) (block >>> Integer.SIZE);
        int z = (int) block;
        int sum = FULL_SUM;
        for (int i = 0; i < ROUNDS; i++) {
            z -= ((y << 4) + key[2]) ^ (y + sum) ^ ((y >>> 5) + key[3]);
            y -= ((z << 4) + key[0]) ^ (z + sum) ^ ((z >>> 5) + key[1]);
            sum -= DELTA;
        }
        return (long) y << Integer.SIZE | Integer.toUnsignedLong(z);
    }
}
