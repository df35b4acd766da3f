package dev.rookery.host.httpserver;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who an {@link HttpServer} is under TLS.
 *
 * @param key the private key of the first certificate
 * @param chain the server's certificate, followed by those that vouch for it; not empty
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {

    /** The chain must not be empty. */
    public ServerIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: empty (expected: at least the server's certificate)");
        }
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "ServerIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
