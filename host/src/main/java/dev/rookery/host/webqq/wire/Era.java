package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpstream.HttpRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What differs between WebQQ of 2011 to 2014 and SmartQQ of 2013 to 2018: hosts, Referer and Origin, the shape of
 * {@code r}, what stands beside it in a form, the client's number, and which {@code vfwebqq} counts. Addresses are
 * https in both, which all hosts spoke and from December 2018 on demanded; Referer and Origin are as the clients of the
 * era sent them.
 */
public enum Era {
    /** WebQQ, as pual_bot and twqq speak it: {@code d.web2.qq.com}, password login, heartbeat. */
    A(
            "https://d.web2.qq.com/channel/",
            "http://d.web2.qq.com",
            "/proxy.html?v=20110331002&callback=1&id=3",
            "http://s.web2.qq.com",
            "/proxy.html?v=20110412001&callback=1&id=3") {

        @Override
        public long newClientId() {
            return ThreadLocalRandom.current().nextLong(11_111_111, 100_000_000);
        }

        @Override
        public boolean hasHeartbeat() {
            return true;
        }

        @Override
        public boolean hasVfwebqqCall() {
            return false;
        }

        @Override
        public boolean takesTokens() {
            return false;
        }

        @Override
        public boolean takesPictures() {
            return true;
        }

        @Override
        Page picturePage() {
            return new Page("http://web2.qq.com/webqq.html", "http://web2.qq.com");
        }

        @Override
        public List<ContactHash> hashes() {
            return List.of(ContactHash.O, ContactHash.Q, ContactHash.N, ContactHash.P);
        }

        @Override
        ObjectNode login(String ptwebqq, long clientId) {
            return JsonAnswer.JSON
                    .createObjectNode()
                    .put("status", "online")
                    .put("ptwebqq", ptwebqq)
                    .put("passwd_sig", "")
                    .put("clientid", clientId)
                    .putNull("psessionid");
        }

        @Override
        ObjectNode relink(Session session) {
            return login(session.ptwebqq(), session.clientId()).put("psessionid", session.psessionid());
        }

        @Override
        ObjectNode poll(Session session) {
            ObjectNode r = JsonAnswer.JSON
                    .createObjectNode()
                    .put("clientid", session.clientId())
                    .put("psessionid", session.psessionid())
                    .put("key", 0);
            r.putArray("ids");
            return r;
        }

        @Override
        ObjectNode friends(String vfwebqq, String hash) {
            return JsonAnswer.JSON
                    .createObjectNode()
                    .put("h", "hello")
                    .put("hash", hash)
                    .put("vfwebqq", vfwebqq);
        }

        /** The form repeats what {@code r} tells; a session that is not there yet is the word null (twqq). */
        @Override
        HttpRequest.Builder form(HttpRequest.Builder request, ObjectNode r) {
            return request.form("r", r.toString())
                    .form("clientid", r.path("clientid").asText())
                    .form("psessionid", r.path("psessionid").asText());
        }
    },

    /** SmartQQ, as Mojo-Webqq, qqbot and ScienJus speak it: {@code d1.web2.qq.com}, QR login. */
    B(
            "https://d1.web2.qq.com/channel/",
            "https://d1.web2.qq.com",
            "/proxy.html?v=20151105001&callback=1&id=2",
            "https://s.web2.qq.com",
            "/proxy.html?v=20130916001&callback=1&id=1") {

        /** What every client of this era sends. */
        @Override
        public long newClientId() {
            return 53_999_199;
        }

        @Override
        public boolean hasHeartbeat() {
            return false;
        }

        @Override
        public boolean hasVfwebqqCall() {
            return true;
        }

        @Override
        public boolean takesTokens() {
            return true;
        }

        @Override
        public boolean takesPictures() {
            return false;
        }

        @Override
        Page picturePage() {
            return new Page("http://w.qq.com/", "http://w.qq.com");
        }

        @Override
        public List<ContactHash> hashes() {
            return List.of(ContactHash.P, ContactHash.O, ContactHash.Q, ContactHash.N);
        }

        @Override
        ObjectNode login(String ptwebqq, long clientId) {
            return JsonAnswer.JSON
                    .createObjectNode()
                    .put("ptwebqq", ptwebqq)
                    .put("clientid", clientId)
                    .put("psessionid", "")
                    .put("status", "online");
        }

        @Override
        ObjectNode relink(Session session) {
            return JsonAnswer.JSON
                    .createObjectNode()
                    .put("status", "online")
                    .put("key", "")
                    .put("ptwebqq", session.ptwebqq())
                    .put("clientid", session.clientId())
                    .put("psessionid", session.psessionid());
        }

        @Override
        ObjectNode poll(Session session) {
            return JsonAnswer.JSON
                    .createObjectNode()
                    .put("ptwebqq", session.ptwebqq())
                    .put("clientid", session.clientId())
                    .put("psessionid", session.psessionid())
                    .put("key", "");
        }

        @Override
        ObjectNode friends(String vfwebqq, String hash) {
            return JsonAnswer.JSON.createObjectNode().put("vfwebqq", vfwebqq).put("hash", hash);
        }

        @Override
        HttpRequest.Builder form(HttpRequest.Builder request, ObjectNode r) {
            return request.form("r", r.toString());
        }
    };

    private final String channel;
    private final String channelOrigin;
    private final String channelPage;
    private final String apiOrigin;
    private final String apiPage;

    Era(String channel, String channelOrigin, String channelPage, String apiOrigin, String apiPage) {
        this.channel = channel;
        this.channelOrigin = channelOrigin;
        this.channelPage = channelPage;
        this.apiOrigin = apiOrigin;
        this.apiPage = apiPage;
    }

    /** A number for a client that begins: anything of eight digits in era A, the same for all in era B. */
    public abstract long newClientId();

    /** Whether clients called {@code get_msg_tip} every minute. */
    public abstract boolean hasHeartbeat();

    /**
     * Whether {@code getvfwebqq} is asked before login2, and its answer opens the contact lists; otherwise the one of
     * login2 does. In era B both calls bring one, and they differ.
     */
    public abstract boolean hasVfwebqqCall();

    /** Whether {@code pt4_auth} lets in by the tokens of an earlier sign-in; Mojo-Webqq asks it for SmartQQ alone. */
    public abstract boolean takesTokens();

    /** Whether pictures could be uploaded and sent; since 2014 nothing but text and faces (lwqq, Mojo-Webqq). */
    public abstract boolean takesPictures();

    /** An address for which cookies of the channel are valid. */
    public URI channelPages() {
        return URI.create(channel + "login2");
    }

    /** The proofs for contact lists in the order to try them: retcode 50 asks for the next (lwqq does so). */
    public abstract List<ContactHash> hashes();

    String channel() {
        return channel;
    }

    /** What calls of {@code channel/*} seem to come from. */
    Page channelPage() {
        return new Page(channelOrigin + channelPage, channelOrigin);
    }

    /** What calls of {@code api/*} seem to come from. */
    Page apiPage() {
        return new Page(apiOrigin + apiPage, apiOrigin);
    }

    /** What requests for pictures and uploads seem to come from: the client itself. */
    abstract Page picturePage();

    /** {@code r} of the first login2. */
    abstract ObjectNode login(String ptwebqq, long clientId);

    /** {@code r} of a further login2, with what we have (lwqq, Mojo-Webqq). */
    abstract ObjectNode relink(Session session);

    abstract ObjectNode poll(Session session);

    abstract ObjectNode friends(String vfwebqq, String hash);

    /** Puts {@code r}, and what the era wants beside it, into the form of a channel call. */
    abstract HttpRequest.Builder form(HttpRequest.Builder request, ObjectNode r);
}
