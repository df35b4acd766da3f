package dev.rookery.host.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The QR codes that have been handed out and not been used. Of more than {@value #MAX} the oldest is forgotten. */
final class QrCodes {

    static final int MAX = 32;

    private final Deque<QrCode> codes = new ArrayDeque<>();
    private int lastId;

    QrCode create() {
        QrCode code = new QrCode(++lastId, Tokens.signature());
        codes.addFirst(code);
        if (codes.size() > MAX) {
            codes.removeLast();
        }
        return code;
    }

    Optional<QrCode> ofQrsig(String qrsig) {
        return codes.stream().filter(code -> code.qrsig().equals(qrsig)).findFirst();
    }

    Optional<QrCode> ofId(long id) {
        return codes.stream().filter(code -> code.id() == id).findFirst();
    }

    /** The newest code that a client is still asking about. */
    Optional<QrCode> wanted() {
        return codes.stream().filter(QrCode::isWanted).findFirst();
    }

    void remove(QrCode code) {
        codes.remove(code);
    }
}
