package dev.rookery.host.httpstream.connection;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is spoken to servers: the JDK's protocol versions and ciphers, the server's name indicated, {@code http/1.1}
 * offered by ALPN and nothing else (a server may ignore the offer, but one that answers it with another protocol is
 * refused), and sessions resumed, of which the last {@value #SESSIONS} are kept for a day.
 */
public final class ClientTls {

    /** How many sessions may be resumed; the oldest is forgotten. */
    public static final int SESSIONS = 1024;

    private ClientTls() {}

    /**
     * TLS that checks certificate and name.
     *
     * @param trust a PEM file with the certificates to trust in place of those of the JDK; null for those
     * @throws IllegalArgumentException if it is no readable PEM file of certificates
     */
    public static SslContext verified(@Nullable Path trust) {
        try {
            TrustManager manager = new ServerTrust(jdkTrust(trust == null ? null : certificates(trust)));
            return build(SslContextBuilder.forClient().trustManager(manager).endpointIdentificationAlgorithm("HTTPS"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("trust: " + trust + " (expected: a PEM file of certificates)", e);
        }
    }

    /** TLS that believes whoever answers, so that anybody on the way can read and change everything. */
    public static SslContext unverified() {
        try {
            return build(SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null));
        } catch (SSLException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    private static SslContext build(SslContextBuilder builder) throws SSLException {
        return builder.sslProvider(SslProvider.JDK)
                .sessionCacheSize(SESSIONS)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
    }

    private static KeyStore certificates(Path pem) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw new CertificateException("there is none");
            }
            int number = 0;
            for (Certificate certificate : all) {
                trusted.setCertificateEntry(Integer.toString(number++), certificate);
            }
        }
        return trusted;
    }

    private static X509ExtendedTrustManager jdkTrust(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new KeyStoreException("this JDK checks no X.509 certificates"));
    }
}
