package dev.rookery.host.sandbox;

import java.util.Optional;

/** The QR codes that have been handed out and not been used. */
final class QrCodes {

    private final Accounts accounts;
    private final boolean autoScan;
    private final Recent<QrCode> byQrsig;
    private int lastId;

    QrCodes(SandboxOptions options, Accounts accounts) {
        this.accounts = accounts;
        this.autoScan = options.autoScan();
        this.byQrsig = new Recent<>(accounts);
    }

    /** A new code. One that is to be scanned by itself is for the account whose turn it is. */
    QrCode create() {
        QrCode code = new QrCode(++lastId, Tokens.signature());
        if (autoScan) {
            code.reserve(accounts.nextInTurn());
        }
        byQrsig.put(code.qrsig(), code);
        return code;
    }

    Optional<QrCode> ofQrsig(String qrsig) {
        return byQrsig.get(qrsig);
    }

    Optional<QrCode> ofId(long id) {
        return byQrsig.newest(code -> code.id() == id);
    }

    /** The newest code that a client is still asking about and that no other account has scanned. */
    Optional<QrCode> wanted(Account account) {
        return byQrsig.newest(code -> code.isWanted() && code.account().orElse(account) == account);
    }

    void remove(QrCode code) {
        byQrsig.remove(code.qrsig());
    }
}
