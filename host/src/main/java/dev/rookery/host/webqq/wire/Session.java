package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What proves to the server that we are signed in, for the length of one login. All of it but era and number is secret
 * and never printed. Used on the event loop only.
 */
public final class Session {

    private final Era era;
    private final QqNumber number;
    private final long clientId;
    private String ptwebqq;
    private String vfwebqq;
    private String psessionid;

    /** Which of the era's hashes is in force. */
    private int hash;

    /**
     * A session that a login brought.
     *
     * @param era how it was signed in
     * @param number the account's own number
     * @param clientId the number that login2 was called with, see {@link Era#newClientId}
     * @param ptwebqq the cookie; empty when the server set none
     * @param vfwebqq opens the contact lists
     * @param psessionid opens the channel
     */
    public Session(Era era, QqNumber number, long clientId, String ptwebqq, String vfwebqq, String psessionid) {
        this.era = era;
        this.number = number;
        this.clientId = clientId;
        this.ptwebqq = ptwebqq;
        this.vfwebqq = vfwebqq;
        this.psessionid = psessionid;
    }

    public Era era() {
        return era;
    }

    public QqNumber number() {
        return number;
    }

    /** The account's own handle, which is its number at every login. */
    public Uin self() {
        return new Uin(number.value());
    }

    public long clientId() {
        return clientId;
    }

    /** May be empty: from 2018 on the servers often set no such cookie. */
    public String ptwebqq() {
        return ptwebqq;
    }

    /** Opens the contact lists. */
    public String vfwebqq() {
        return vfwebqq;
    }

    /** Opens the channel. */
    public String psessionid() {
        return psessionid;
    }

    /** The proof for the contact lists, by the kind of hash in force. */
    public String contactHash() {
        return hashInForce().of(number, ptwebqq);
    }

    /** The kind of hash in force: the first of the era's until it is {@linkplain #refuseHash refused}. */
    public ContactHash hashInForce() {
        return era.hashes().get(hash);
    }

    /**
     * Takes the next kind of hash, for the rest of the session, after retcode 50.
     *
     * @param tried the kind that was refused; when another is in force by now, since questions run side by side, that
     *     one stays
     * @return whether to ask again; false when every kind was refused
     */
    public boolean refuseHash(ContactHash tried) {
        if (tried != hashInForce()) {
            return true;
        }
        if (hash + 1 == era.hashes().size()) {
            return false;
        }
        hash++;
        return true;
    }

    /** Takes the cookie that retcode 116 brings. */
    public void renew(String newPtwebqq) {
        ptwebqq = newPtwebqq;
    }

    /**
     * Takes what a further login2 brings; what it leaves out or leaves empty stays (as in Mojo-Webqq). The
     * {@code vfwebqq} in it counts where that of the first login2 did, see {@link Era#hasVfwebqqCall}.
     */
    public void relink(JsonNode result) {
        psessionid = told(result, "psessionid", psessionid);
        if (!era.hasVfwebqqCall()) {
            vfwebqq = told(result, "vfwebqq", vfwebqq);
        }
        ptwebqq = told(result, "ptwebqq", ptwebqq);
    }

    private static String told(JsonNode result, String name, String otherwise) {
        String value = result.path(name).asText("");
        return value.isEmpty() ? otherwise : value;
    }

    @Override
    public String toString() {
        return "Session[" + era + " " + number.value() + "]";
    }
}
