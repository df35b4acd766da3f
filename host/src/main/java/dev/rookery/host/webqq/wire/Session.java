package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What proves to the server that we are signed in, for the length of one login. All of it but the number is secret and
 * never printed. Used on the event loop only.
 */
public final class Session {

    /** What every client of era B sends. */
    public static final long CLIENT_ID = 53999199;

    private final QqNumber number;
    private String ptwebqq;
    private String vfwebqq;
    private String psessionid;

    public Session(QqNumber number, String ptwebqq, String vfwebqq, String psessionid) {
        this.number = number;
        this.ptwebqq = ptwebqq;
        this.vfwebqq = vfwebqq;
        this.psessionid = psessionid;
    }

    public QqNumber number() {
        return number;
    }

    /** The account's own handle, which is its number at every login. */
    public Uin self() {
        return new Uin(number.value());
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

    /** Takes the cookie that retcode 116 brings. */
    public void renew(String newPtwebqq) {
        ptwebqq = newPtwebqq;
    }

    /** Takes what a further login2 brings; what it leaves out stays (as in Mojo-Webqq). */
    public void relink(JsonNode result) {
        psessionid = result.path("psessionid").asText(psessionid);
        vfwebqq = result.path("vfwebqq").asText(vfwebqq);
        ptwebqq = result.path("ptwebqq").asText(ptwebqq);
    }

    @Override
    public String toString() {
        return "Session[" + number.value() + "]";
    }
}
