package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.ServerIdentity;
import dev.rookery.host.sandbox.Certificates.Owned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authority that vouches for a sandbox that uses the names of others. It lives in a directory: {@code ca.pem} is
 * the certificate for clients to trust, {@code ca-private.pem} and {@code server-private.pem} hold private keys with
 * their certificates and are readable by their owner only. What is there is used again; what is missing, about to
 * expire or lacks a name is made anew.
 *
 * <p>Whoever has {@code ca-private.pem} can pose as any site towards a client that trusts {@code ca.pem}: a reason to
 * trust it in the settings of that one client rather than of the whole machine.
 */
final class CertificateAuthority {

    private static final Logger log = LoggerFactory.getLogger(CertificateAuthority.class);

    static final String CERTIFICATE = "ca.pem";
    static final String PRIVATE = "ca-private.pem";
    static final String SERVER = "server-private.pem";

    /** How long an authority is good for, so that clients are not told to trust a new one too often. */
    static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3_650);

    /** How long a server's certificate is good for. Apple's clients take no more than 825 days. */
    static final Duration SERVER_LIFETIME = Duration.ofDays(397);

    /** What expires within this time is made anew. */
    static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    /** Certificates begin so much earlier, for clients whose clock is behind. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final Path directory;
    private final Instant now;
    private final Owned authority;

    private CertificateAuthority(Path directory, Instant now, Owned authority) {
        this.directory = directory;
        this.now = now;
        this.authority = authority;
    }

    /**
     * Opens the authority of a directory, or founds it.
     *
     * @throws IOException when the directory or a file in it cannot be read or written, or holds something else
     */
    static CertificateAuthority open(Path directory, Instant now) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IOException(directory + ": is a file (expected: a directory for certificates)");
        }
        Files.createDirectories(directory);
        Path file = directory.resolve(PRIVATE);
        Optional<Owned> kept = Pem.read(file).filter(owned -> isFresh(owned.certificate(), now));
        Owned authority = kept.isPresent() ? kept.get() : found(file, now);
        Path certificate = directory.resolve(CERTIFICATE);
        String text = Pem.certificate(authority.certificate());
        if (!Files.exists(certificate) || !Files.readString(certificate).equals(text)) {
            Pem.write(certificate, text, false);
        }
        return new CertificateAuthority(directory, now, authority);
    }

    private static Owned found(Path file, Instant now) throws IOException {
        try {
            Owned founded =
                    Certificates.authority("Rookery sandbox CA", now.minus(CLOCK_SKEW), now.plus(AUTHORITY_LIFETIME));
            Pem.write(file, founded);
            log.info("certificate authority made file={}", file.resolveSibling(CERTIFICATE));
            return founded;
        } catch (GeneralSecurityException failure) {
            throw new IOException("cannot make a certificate authority", failure);
        }
    }

    /**
     * Who a server of these names is: the one of the last time, or a new one.
     *
     * @param names DNS names and literal addresses
     */
    ServerIdentity identity(List<String> names) throws IOException {
        Path file = directory.resolve(SERVER);
        Optional<Owned> kept = Pem.read(file)
                .filter(owned -> isFresh(owned.certificate(), now))
                .filter(owned -> isSignedByUs(owned.certificate()))
                .filter(owned -> names(owned.certificate()).containsAll(names));
        Owned server = kept.isPresent() ? kept.get() : issue(file, names);
        return new ServerIdentity(server.key(), List.of(server.certificate(), authority.certificate()));
    }

    private Owned issue(Path file, List<String> names) throws IOException {
        try {
            Owned issued = Certificates.server(authority, names, now.minus(CLOCK_SKEW), now.plus(SERVER_LIFETIME));
            Pem.write(file, issued);
            log.info("server certificate made file={} names={}", file, names.size());
            return issued;
        } catch (GeneralSecurityException failure) {
            throw new IOException("cannot make a server certificate", failure);
        }
    }

    private static boolean isFresh(X509Certificate certificate, Instant now) {
        return certificate.getNotBefore().toInstant().isBefore(now)
                && certificate.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE));
    }

    private boolean isSignedByUs(X509Certificate certificate) {
        try {
            certificate.verify(authority.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException byAnother) {
            return false;
        }
    }

    /** The names of a certificate as they were written when it was made. */
    private static Set<String> names(X509Certificate certificate) {
        try {
            return Stream.ofNullable(certificate.getSubjectAlternativeNames())
                    .flatMap(Collection::stream)
                    .map(name -> String.valueOf(name.get(1)))
                    .map(name -> name.equals("0:0:0:0:0:0:0:1") ? "::1" : name)
                    .collect(Collectors.toSet());
        } catch (CertificateParsingException unreadable) {
            return Set.of();
        }
    }
}
