package dev.rookery.host.httpstream.connection;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Believes what the JDK believes, and says in a person's words why it does not believe the rest. */
final class ServerTrust extends X509ExtendedTrustManager {

    /** How many names of a certificate are told. */
    private static final int NAMES = 5;

    /** How much of a name in a certificate is told: it comes from the peer. */
    private static final int CHARS = 80;

    // Types of subject alternative names, RFC 5280, part 4.2.1.6.
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final X509ExtendedTrustManager jdk;

    ServerTrust(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new RefusedCertificateException(reason(chain, authType, engine.getPeerHost(), e), e);
        }
    }

    private String reason(X509Certificate[] chain, String authType, @Nullable String host, CertificateException why) {
        Instant now = Instant.now();
        if (Reason.has(why, CertificateExpiredException.class)) {
            return Arrays.stream(chain)
                    .filter(certificate -> certificate.getNotAfter().toInstant().isBefore(now))
                    .findFirst()
                    .map(expired -> owner(chain, expired) + "has expired on " + day(expired.getNotAfter()))
                    .orElse("has expired");
        }
        if (Reason.has(why, CertificateNotYetValidException.class)) {
            return Arrays.stream(chain)
                    .filter(certificate ->
                            certificate.getNotBefore().toInstant().isAfter(now))
                    .findFirst()
                    .map(early -> owner(chain, early) + "is not valid before " + day(early.getNotBefore()))
                    .orElse("is not valid yet");
        }
        if (Reason.has(why, CertPathBuilderException.class)) {
            X509Certificate last = chain[chain.length - 1];
            return chain.length == 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
                    ? "is not trusted: it is self-signed"
                    : "is not trusted: it comes from "
                            + printable(last.getIssuerX500Principal().getName()) + ", which is not";
        }
        CertPathValidatorException path = Reason.find(why, CertPathValidatorException.class);
        if (path != null) {
            return "is not trusted: " + path.getMessage();
        }
        return isTrustedForAnyName(chain, authType)
                ? "is not for " + host + " but for " + names(chain[0])
                : "is not acceptable: " + why.getMessage();
    }

    private static String owner(X509Certificate[] chain, X509Certificate certificate) {
        return certificate.equals(chain[0]) ? "" : "is not trusted: that of its issuer ";
    }

    private static String day(Date date) {
        return date.toInstant().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private boolean isTrustedForAnyName(X509Certificate[] chain, String authType) {
        try {
            jdk.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            String names = all == null
                    ? ""
                    : all.stream()
                            .filter(name ->
                                    name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                            .map(name -> printable(String.valueOf(name.get(1))))
                            .limit(NAMES)
                            .collect(Collectors.joining(", "));
            return names.isEmpty() ? "nobody" : names;
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
    }

    private static String printable(String name) {
        String cut = name.length() > CHARS ? name.substring(0, CHARS) + "..." : name;
        return cut.replaceAll("[^ -~]|\"", "?");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }

    // TLS runs over an engine, and as a client: nothing else is asked.

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }
}
