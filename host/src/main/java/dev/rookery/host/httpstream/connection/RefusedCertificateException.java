package dev.rookery.host.httpstream.connection;

import java.security.cert.CertificateException;

/** A server's certificate is not believed. The message goes on "the certificate of somebody". */
final class RefusedCertificateException extends CertificateException {

    private static final long serialVersionUID = 1;

    RefusedCertificateException(String message, CertificateException cause) {
        super(message, cause);
    }
}
