package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * Makes X.509 certificates (RFC 5280) of two kinds: authorities that sign themselves, and servers that an authority
 * vouches for. RSA with 2048 bits, which every client of that time reads.
 *
 * <p>Written here because the JDK can read certificates and sign bytes but not make the bytes, and the libraries that
 * can (Bouncy Castle, and netty-pkitesting on top of it) would more than double the size of the product.
 */
final class Certificates {

    private static final String KEY_ALGORITHM = "RSA";
    private static final int KEY_BITS = 2_048;
    private static final String SIGNATURE = "SHA256withRSA";
    private static final byte[] SIGNATURE_ID =
            Der.sequence(Der.oid("1.2.840.113549.1.1.11"), new byte[] {5, 0}); // with the NULL that RSA wants

    private static final BigInteger VERSION_3 = BigInteger.TWO;
    private static final int SERIAL_BITS = 127;
    private static final int KEY_ID_BYTES = 20;

    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String NAMES = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String EXTENDED_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Certificates() {}

    /** A certificate with the key that it is about. */
    record Owned(PrivateKey key, X509Certificate certificate) {}

    static Owned authority(String name, Instant from, Instant until) throws GeneralSecurityException {
        KeyPair keys = newKeys();
        X500Principal self = new X500Principal("CN=" + name);
        byte[] extensions = Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence(Der.yes())),
                critical(KEY_USAGE, Der.bits(1, (byte) 0b0000_0110)), // keyCertSign, cRLSign
                extension(SUBJECT_KEY, Der.octets(keyId(keys.getPublic()))),
                extension(AUTHORITY_KEY, Der.sequence(Der.implicit(0, keyId(keys.getPublic())))));
        return new Owned(
                keys.getPrivate(), sign(self, keys.getPrivate(), self, keys.getPublic(), from, until, extensions));
    }

    /** A certificate for a server of these names, DNS names and literal addresses. */
    static Owned server(Owned authority, List<String> names, Instant from, Instant until)
            throws GeneralSecurityException {
        KeyPair keys = newKeys();
        byte[][] all = names.stream().map(Certificates::generalName).toArray(byte[][]::new);
        byte[] extensions = Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence()),
                critical(KEY_USAGE, Der.bits(5, (byte) 0b1010_0000)), // digitalSignature, keyEncipherment
                extension(EXTENDED_USAGE, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
                extension(SUBJECT_KEY, Der.octets(keyId(keys.getPublic()))),
                extension(
                        AUTHORITY_KEY,
                        Der.sequence(
                                Der.implicit(0, keyId(authority.certificate().getPublicKey())))),
                extension(NAMES, Der.sequence(all)));
        X509Certificate certificate = sign(
                authority.certificate().getSubjectX500Principal(),
                authority.key(),
                new X500Principal("CN=" + names.get(0)),
                keys.getPublic(),
                from,
                until,
                extensions);
        return new Owned(keys.getPrivate(), certificate);
    }

    private static X509Certificate sign(
            X500Principal issuer,
            PrivateKey issuerKey,
            X500Principal subject,
            PublicKey subjectKey,
            Instant from,
            Instant until,
            byte[] extensions)
            throws GeneralSecurityException {
        byte[] body = Der.sequence(
                Der.explicit(0, Der.integer(VERSION_3)),
                Der.integer(new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE)),
                SIGNATURE_ID,
                issuer.getEncoded(),
                Der.sequence(Der.time(from), Der.time(until)),
                subject.getEncoded(),
                subjectKey.getEncoded(),
                Der.explicit(3, extensions));
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(issuerKey);
        signature.update(body);
        byte[] whole = Der.sequence(body, SIGNATURE_ID, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] extension(String id, byte[] value) {
        return Der.sequence(Der.oid(id), Der.octets(value));
    }

    private static byte[] critical(String id, byte[] value) {
        return Der.sequence(Der.oid(id), Der.yes(), Der.octets(value));
    }

    private static byte[] generalName(String name) {
        if (!name.contains(":") && !name.matches("[0-9.]+")) {
            return Der.implicit(DNS_NAME, name.getBytes(US_ASCII));
        }
        try {
            return Der.implicit(IP_ADDRESS, InetAddress.getByName(name).getAddress());
        } catch (UnknownHostException notLiteral) {
            throw new IllegalArgumentException(name + " (expected: a name or a literal address)", notLiteral);
        }
    }

    /** RFC 7093 section 2: a hash of the key, cut to the usual length. */
    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), KEY_ID_BYTES);
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(KEY_ALGORITHM);
        generator.initialize(KEY_BITS, RANDOM);
        return generator.generateKeyPair();
    }
}
