package dev.rookery.api.http;

import java.io.IOException;
import java.util.Objects;

/**
 * Why a request has no response, or none of use. The message names the host and the reason; never path, query or header
 * fields, and of a body only the value that does not fit.
 */
public final class HttpFailure extends IOException {

    private static final long serialVersionUID = 1;

    /** What sort of failure. More may be added: keep a default branch when switching over it. */
    public enum Kind {
        /** The plugin asks too much at a time, or in a minute; nothing was sent. */
        LIMIT,
        /** The host's address is not public and the operator has not allowed it; nothing was sent there. */
        ADDRESS,
        /** It took longer than the request allows. */
        TIME,
        /** The body of the response is larger than the request allows. */
        SIZE,
        /** No such host, no connection, a certificate that is not believed, or no valid answer. */
        NETWORK,
        /** The response is not the JSON that is asked for. */
        BODY,
        /** The plugin or the host stops. */
        STOPPED
    }

    private final Kind kind;

    /**
     * Made by the host.
     *
     * @param kind what sort of failure
     * @param message one sentence for a person
     */
    public HttpFailure(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /**
     * What sort of failure.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
