package dev.rookery.host.sandbox;

/**
 * What a browser holds after it has signed in: the tokens behind its cookies. Several clients of the account have one
 * each.
 */
record WebLogin(
        String ptwebqq,
        String vfwebqq,
        String skey,
        String superkey,
        String pSkey,
        String pt4Token,
        String ptsigx,
        String rk,
        String ptcz) {

    static WebLogin create() {
        return new WebLogin(
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

    String supertoken() {
        return Long.toString(Tokens.time33(superkey));
    }

    /** Hides the tokens. */
    @Override
    public String toString() {
        return "WebLogin";
    }
}
