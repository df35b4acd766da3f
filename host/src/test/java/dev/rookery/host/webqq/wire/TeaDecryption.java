package dev.rookery.host.webqq.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The way back of {@link Tea}, which only servers go: written from the description of the cipher, not from the class.
 */
record TeaDecryption(byte[] padding, byte[] message) {

    /** Decrypts; fails when the zeros at the end are none, as with a wrong key. */
    static TeaDecryption of(byte[] key, byte[] cipher) {
        ByteBuffer plain = ByteBuffer.allocate(cipher.length);
        ByteBuffer in = ByteBuffer.wrap(cipher);
        long mixedBefore = 0;
        long cipherBefore = 0;
        while (in.hasRemaining()) {
            long block = in.getLong();
            long mixed = decipher(key, block ^ mixedBefore);
            plain.putLong(mixed ^ cipherBefore);
            mixedBefore = mixed;
            cipherBefore = block;
        }
        byte[] all = plain.array();
        for (int i = all.length - 7; i < all.length; i++) {
            if (all[i] != 0) {
                throw new IllegalArgumentException("no zeros at the end");
            }
        }
        int start = 1 + (all[0] & 7) + 2;
        return new TeaDecryption(Arrays.copyOf(all, start), Arrays.copyOfRange(all, start, all.length - 7));
    }

    /** Gives out the padding that was found, so that encrypting again must make the same bytes. */
    RandomGenerator again() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("only bytes are asked for");
            }

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(padding, 0, bytes, 0, bytes.length);
            }
        };
    }

    private static long decipher(byte[] key, long block) {
        ByteBuffer k = ByteBuffer.wrap(key);
        int y = (int) (block >>> 32);
        int z = (int) block;
        for (int round = 16; round > 0; round--) {
            int sum = round * 0x9E3779B9;
            z -= ((y << 4) + k.getInt(8)) ^ (y + sum) ^ ((y >>> 5) + k.getInt(12));
            y -= ((z << 4) + k.getInt(0)) ^ (z + sum) ^ ((z >>> 5) + k.getInt(4));
        }
        return (long) y << 32 | (z & 0xffffffffL);
    }
}
