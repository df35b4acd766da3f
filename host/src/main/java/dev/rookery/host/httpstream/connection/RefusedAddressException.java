package dev.rookery.host.httpstream.connection;

import java.net.ConnectException;

/** A name leads to addresses only that must not be spoken to; no connection was tried. */
public final class RefusedAddressException extends ConnectException {

    private static final long serialVersionUID = 1;

    RefusedAddressException(String message) {
        super(message);
    }
}
