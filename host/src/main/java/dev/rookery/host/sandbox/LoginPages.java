package dev.rookery.host.sandbox;

/** The login pages that have been handed out, by the signature that each of them carries. */
final class LoginPages {

    private final Recent<Boolean> signatures;

    LoginPages(Accounts accounts) {
        this.signatures = new Recent<>(accounts);
    }

    String newSignature() {
        String signature = Tokens.signature();
        signatures.put(signature, true);
        return signature;
    }

    boolean isKnown(String signature) {
        return signatures.get(signature).isPresent();
    }
}
