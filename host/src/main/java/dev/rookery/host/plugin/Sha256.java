package dev.rookery.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.HexFormat;

/** Tells whether a file is still the one that was looked at. */
final class Sha256 {

    /** Whose it is, asked before any plugin runs: one may put itself before the JDK's own. */
    private static final Provider PROVIDER = provider();

    private Sha256() {}

    private static Provider provider() {
        try {
            return MessageDigest.getInstance("SHA-256").getProvider();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Copies all bytes and answers their digest in hexadecimal. */
    static String whileCopying(InputStream in, OutputStream out) throws IOException {
        DigestInputStream digesting = new DigestInputStream(in, sha256());
        digesting.transferTo(out);
        return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256", PROVIDER);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("it was there before", e);
        }
    }
}
