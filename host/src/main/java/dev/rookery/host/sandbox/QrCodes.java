package dev.rookery.host.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The QR codes that have been handed out and not been used. Of more than {@value #MAX}, or twice the number of accounts
 * where that is more, the oldest is forgotten.
 */
final class QrCodes {

    static final int MAX = 32;

    private final Accounts accounts;
    private final boolean autoScan;
    private final int max;
    /** By qrsig, the oldest first. */
    private final Map<String, QrCode> codes = new LinkedHashMap<>();

    private int lastId;

    QrCodes(SandboxOptions options, Accounts accounts) {
        this.accounts = accounts;
        this.autoScan = options.autoScan();
        this.max = Math.max(MAX, 2 * accounts.all().size());
    }

    /** A new code. One that is to be scanned by itself is for the account whose turn it is. */
    QrCode create() {
        QrCode code = new QrCode(++lastId, Tokens.signature());
        if (autoScan) {
            code.reserve(accounts.nextInTurn());
        }
        codes.put(code.qrsig(), code);
        if (codes.size() > max) {
            codes.remove(codes.keySet().iterator().next());
        }
        return code;
    }

    Optional<QrCode> ofQrsig(String qrsig) {
        return Optional.ofNullable(codes.get(qrsig));
    }

    /** The newest code that a client is still asking about and that no other account has scanned. */
    Optional<QrCode> wanted(Account account) {
        List<QrCode> wanted = new ArrayList<>(codes.values());
        wanted.removeIf(code ->
                !code.isWanted() || code.account().filter(by -> by != account).isPresent());
        return wanted.isEmpty() ? Optional.empty() : Optional.of(wanted.get(wanted.size() - 1));
    }

    Optional<QrCode> ofId(long id) {
        return codes.values().stream().filter(code -> code.id() == id).findFirst();
    }

    void remove(QrCode code) {
        codes.remove(code.qrsig());
    }
}
