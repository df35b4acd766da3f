package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rookery.host.sandbox.Certificates.Owned;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Files of certificates and keys in the text form (RFC 7468) that OpenSSL and its kin read. */
final class Pem {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final int LINE = 64;

    private Pem() {}

    static String certificate(X509Certificate certificate) throws IOException {
        try {
            return block(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateEncodingException failure) {
            throw new IOException("cannot write a certificate", failure);
        }
    }

    /** Writes a key with its certificate into a file that only its owner can read. */
    static void write(Path file, Owned owned) throws IOException {
        write(file, block(KEY, owned.key().getEncoded()) + certificate(owned.certificate()), true);
    }

    /** Puts a text in place at once, so that nobody ever reads half of it. */
    static void write(Path file, String text, boolean secret) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        // A temporary file is readable by its owner only where the system knows owners, from its first byte on.
        Path written = Files.createTempFile(directory, "new-", ".pem");
        try {
            if (!secret && directory != null && Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.writeString(written, text, US_ASCII);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /**
     * The key and the certificate of a file; empty when there is none.
     *
     * @throws IOException when it cannot be read, or holds something else
     */
    static Optional<Owned> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, US_ASCII);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(contents(text, CERTIFICATE)));
            KeyFactory keys = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm());
            return Optional.of(
                    new Owned(keys.generatePrivate(new PKCS8EncodedKeySpec(contents(text, KEY))), certificate));
        } catch (GeneralSecurityException | IllegalArgumentException failure) {
            // Not the cause's words: they may quote the key.
            throw new IOException(
                    file
                            + ": unreadable (expected: a private key and a certificate; delete the file to have new ones made)");
        }
    }

    private static byte[] contents(String text, String kind) {
        int from = text.indexOf(begin(kind));
        int to = text.indexOf(end(kind));
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no " + kind);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin(kind).length(), to));
    }

    private static String block(String kind, byte[] contents) {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(contents);
        return begin(kind) + "\n" + text + "\n" + end(kind) + "\n";
    }

    private static String begin(String kind) {
        return "-----BEGIN " + kind + "-----";
    }

    private static String end(String kind) {
        return "-----END " + kind + "-----";
    }
}
