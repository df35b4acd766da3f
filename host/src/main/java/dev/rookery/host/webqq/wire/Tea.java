package dev.rookery.host.webqq.wire;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Tencent's way with the Tiny Encryption Algorithm (seen on the wire with iqq and lwqq): 16 rounds, and a chain in
 * which each block is mixed with the cipher block before it going in and with the mixed plain block before it coming
 * out.
 *
 * <p>Before the message stand a byte whose low three bits tell how many filling bytes follow, those, and two more; all
 * random. After it stand seven zeros, by which a wrong key shows.
 */
final class Tea {

    private static final int ROUNDS = 16;
    private static final int DELTA = 0x9E3779B9;
    private static final int BLOCK = 8;
    private static final int ZEROS = 7;
    private static final int FILL_MASK = 7;

    private Tea() {}

    /**
     * Encrypts.
     *
     * @param key 16 bytes
     * @param padding what the filling is taken from
     * @return a multiple of 8 bytes
     */
    static byte[] encrypt(byte[] key, byte[] message, RandomGenerator padding) {
        int open = 1 + 2 + message.length + ZEROS;
        int fill = (BLOCK - open % BLOCK) % BLOCK;
        byte[] random = new byte[1 + fill + 2];
        padding.nextBytes(random);
        random[0] = (byte) ((random[0] & ~FILL_MASK) | fill);
        ByteBuffer in = ByteBuffer.allocate(open + fill).put(random).put(message);
        in.rewind();

        ByteBuffer words = ByteBuffer.wrap(key);
        int[] k = {words.getInt(), words.getInt(), words.getInt(), words.getInt()};
        ByteBuffer out = ByteBuffer.allocate(in.capacity());
        long cipherBefore = 0;
        long mixedBefore = 0;
        while (in.hasRemaining()) {
            long mixed = in.getLong() ^ cipherBefore;
            cipherBefore = block(k, mixed) ^ mixedBefore;
            mixedBefore = mixed;
            out.putLong(cipherBefore);
        }
        PasswordHash.wipe(in.array());
        return out.array();
    }

    private static long block(int[] k, long plain) {
        int y = (int) (plain >>> 32);
        int z = (int) plain;
        int sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            sum += DELTA;
            y += ((z << 4) + k[0]) ^ (z + sum) ^ ((z >>> 5) + k[1]);
            z += ((y << 4) + k[2]) ^ (y + sum) ^ ((y >>> 5) + k[3]);
        }
        return (long) y << 32 | (z & 0xffffffffL);
    }
}
