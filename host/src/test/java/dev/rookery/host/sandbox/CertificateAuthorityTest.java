package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rookery.host.httpserver.ServerIdentity;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> NAMES = List.of("d1.web2.qq.com", "localhost", "127.0.0.1", "::1");

    @TempDir
    Path directory;

    private ServerIdentity open(Instant now, List<String> names) throws Exception {
        return CertificateAuthority.open(directory, now).identity(names);
    }

    private ServerIdentity open() throws Exception {
        return open(NOW, NAMES);
    }

    @Test
    void serverIsVouchedForByTheAuthorityThatClientsTrust() throws Exception {
        X509Certificate server = open().chain().get(0);
        X509Certificate trusted;
        try (var in = Files.newInputStream(directory.resolve("ca.pem"))) {
            trusted = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        PKIXParameters rules = new PKIXParameters(Set.of(new TrustAnchor(trusted, null)));
        rules.setRevocationEnabled(false);
        rules.setDate(Date.from(NOW));
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(server));
        assertThat(CertPathValidator.getInstance("PKIX").validate(path, rules)).isNotNull();
        assertThat(trusted.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly("d1.web2.qq.com", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void whatIsThereIsUsedAgain() throws Exception {
        ServerIdentity first = open();
        ServerIdentity second = open(NOW.plus(Duration.ofDays(300)), List.of("localhost", "::1"));
        assertThat(second.chain()).isEqualTo(first.chain());
        assertThat(second.key()).isEqualTo(first.key());
    }

    @Test
    void missingNameMakesANewServerCertificateOfTheSameAuthority() throws Exception {
        ServerIdentity first = open();
        ServerIdentity second = open(NOW, List.of("d1.web2.qq.com", "new.qq.com"));
        assertThat(second.chain().get(0)).isNotEqualTo(first.chain().get(0));
        assertThat(second.chain().get(1)).isEqualTo(first.chain().get(1));
    }

    @Test
    void serverCertificateIsRenewedBeforeItExpires() throws Exception {
        ServerIdentity first = open();
        Instant renewal = NOW.plus(CertificateAuthority.SERVER_LIFETIME).minus(CertificateAuthority.RENEWED_BEFORE);
        assertThat(open(renewal.minusSeconds(1), NAMES).chain()).isEqualTo(first.chain());
        ServerIdentity second = open(renewal.plusSeconds(1), NAMES);
        assertThat(second.chain().get(0)).isNotEqualTo(first.chain().get(0));
        assertThat(second.chain().get(1)).isEqualTo(first.chain().get(1));
    }

    @Test
    void authorityThatExpiresIsReplacedTogetherWithWhatItHasSigned() throws Exception {
        ServerIdentity first = open();
        String trusted = Files.readString(directory.resolve("ca.pem"));
        ServerIdentity second = open(NOW.plus(CertificateAuthority.AUTHORITY_LIFETIME), NAMES);
        assertThat(second.chain()).doesNotContainAnyElementsOf(first.chain());
        assertThat(Files.readString(directory.resolve("ca.pem"))).isNotEqualTo(trusted);
        second.chain().get(0).verify(second.chain().get(1).getPublicKey());
    }

    @Test
    void privateKeysAreReadableByTheirOwnerOnly() throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        open();
        assertThat(permissions("ca-private.pem")).isEqualTo("rw-------");
        assertThat(permissions("server-private.pem")).isEqualTo("rw-------");
        assertThat(permissions("ca.pem")).isEqualTo("rw-r--r--");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    private String permissions(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
    }

    @Test
    void lostCertificateIsWrittenAgain() throws Exception {
        open();
        String trusted = Files.readString(directory.resolve("ca.pem"));
        Files.delete(directory.resolve("ca.pem"));
        open();
        assertThat(Files.readString(directory.resolve("ca.pem"))).isEqualTo(trusted);
    }

    @Test
    void unreadableFileIsNamedAndNotOverwritten() throws Exception {
        Path file = directory.resolve("ca-private.pem");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nsecret\n");
        assertThatIOException()
                .isThrownBy(this::open)
                .withMessageStartingWith(file + ": unreadable (expected: a private key and a certificate")
                .withMessageNotContaining("secret");
        assertThat(file).hasContent("-----BEGIN PRIVATE KEY-----\nsecret\n");
    }
}
