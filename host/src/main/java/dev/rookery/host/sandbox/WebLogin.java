package dev.rookery.host.sandbox;

/**
 * What a browser holds after it has signed in: the tokens behind its cookies. Several clients of an account have one
 * each. The numbers that it sees stay the same as long as it lasts.
 */
record WebLogin(
        Account account,
        Uins uins,
        String ptwebqq,
        String vfwebqq,
        String skey,
        String superkey,
        String pSkey,
        String pt4Token,
        String ptsigx,
        String rk,
        String ptcz) {

    static WebLogin create(Account account) {
        return new WebLogin(
                account,
                account.newUins(),
                Tokens.hex(64),
                Tokens.hex(80),
                Tokens.skey(),
                Tokens.key(),
                Tokens.key(),
                Tokens.key(),
                Tokens.hex(128),
                Tokens.letters(10),
                Tokens.hex(64));
    }

    /** The same login with the numbers of a new one. */
    WebLogin again() {
        return new WebLogin(
                account, account.newUins(), ptwebqq, vfwebqq, skey, superkey, pSkey, pt4Token, ptsigx, rk, ptcz);
    }

    /** Whether both are of one browser, which may have signed in again. */
    boolean isSameBrowser(WebLogin other) {
        return ptwebqq.equals(other.ptwebqq);
    }

    String supertoken() {
        return Long.toString(Tokens.time33(superkey));
    }

    /** The contact lists as this login sees them. */
    Contacts contacts() {
        return new Contacts(account, uins);
    }

    /** Hides the tokens. */
    @Override
    public String toString() {
        return "WebLogin";
    }
}
