package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.CallServer.MING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.Answer;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.webqq.wire.Era;
import dev.rookery.host.webqq.wire.Fixtures;
import dev.rookery.host.webqq.wire.PictureReference;
import dev.rookery.host.webqq.wire.Recipient;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.Uin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures fetched and uploaded, over real HTTP. */
class PicturesIntegrationTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, (byte) 0xff};
    private static final Segment.Image IMAGE =
            new Segment.Image(new Media.Bytes(PNG, "application/octet-stream"), "../a b/企鹅.exe");
    private static final Message MESSAGE = Message.of(new Segment.Text("look "), IMAGE);
    private static final Recipient FRIEND = new Recipient.Friend(MING);
    private static final Recipient GROUP = new Recipient.Group(3000000001L, 3500000001L);
    private static final String UPLOAD = "/ftn_access/upload_offline_pic";
    private static final String GROUP_UPLOAD = "/cgi-bin/cface_upload";
    private static final String OK = "{\"retcode\":0,\"result\":\"ok\"}";
    private static final String UPLOADED = "<head><script type=\"text/javascript\">document.domain='qq.com';"
            + "parent.EQQ.Model.ChatMsg.callbackSendPic({\"retcode\":0,\"result\":\"OK\",\"progress\":100,"
            + "\"filesize\":10,\"fileid\":1,\"filename\":\"x.png\",\"filepath\":\"/d65c\"});</script></head>";
    private static final String GROUP_UPLOADED = "<head><script type=\"text/javascript\">document.domain='qq.com';"
            + "parent.EQQ.Model.ChatMsg.callbackSendPicGroup({'ret':0,'msg':'8D100B2F.jPg'});</script></head>";

    private CallServer server;
    private Session session;
    private PictureFetch fetch;
    private Sender sender;

    @BeforeEach
    void open() throws Exception {
        server = new CallServer();
        server.cookie("skey=@skeysecret; PATH=/; DOMAIN=qq.com;");
        use(Era.A);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private void use(Era era) {
        use(era, SendOptions.FOR_ENDPOINT);
    }

    private void use(Era era, SendOptions options) {
        session = CallServer.session(era);
        fetch = new PictureFetch("pual", CallServer.requests(era), new Calls(server.stream(), server::doubt));
        sender = new Sender("pual", server.loop(), server.stream(), CallServer.requests(era), options, server::doubt);
    }

    private Answer<Media.Bytes> fetch(PictureReference reference) throws Exception {
        return fetch("pual", reference.write());
    }

    private Answer<Media.Bytes> fetch(String account, String reference) throws Exception {
        return server.await(() -> fetch.fetch(session, new Segment.Image(new Media.Remote(account, reference), "")));
    }

    private static String refusal(Answer<?> answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused<?>) answer).reason();
    }

    private SendResult send(Recipient to, Message message) throws Exception {
        return begin(to, message).get(10, TimeUnit.SECONDS);
    }

    private CompletableFuture<SendResult> begin(Recipient to, Message message) {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        server.loop().execute(() -> sender.send(session, to, message, result));
        return result;
    }

    private static JsonNode content(CallServer.Call call) {
        return Fixtures.json(call.r().path("content").asText());
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void pictureOfAFriendIsFetchedOverARedirect(Era era) throws Exception {
        use(era);
        server.redirects("/channel/get_offpic2", "http://offpic.ftn.qq.com/x.png")
                .answers("/x.png", 200, "image/png; x=y", PNG);
        assertThat(fetch(new PictureReference.Offpic(new Uin(MING), "/d65c 58ae")))
                .isEqualTo(new Answer.Done<>(new Media.Bytes(PNG, "image/png")));
        CallServer.Call call = server.only("/channel/get_offpic2");
        assertThat(call.host()).isEqualTo("d.web2.qq.com");
        assertThat(call.headers())
                .containsEntry("Referer", era == Era.A ? "http://web2.qq.com/webqq.html" : "http://w.qq.com/");
        assertThat(call.query())
                .containsEntry("clientid", "53999199")
                .containsEntry("f_uin", Long.toString(MING))
                .containsEntry("file_path", "/d65c 58ae")
                .containsEntry("psessionid", "psecret");
        assertThat(server.only("/x.png").host()).isEqualTo("offpic.ftn.qq.com");
    }

    @Test
    void customFaceOfAFriendIsFetched() throws Exception {
        server.answers("/channel/get_cface2", 200, "image/jpeg", PNG);
        assertThat(fetch(new PictureReference.FriendFace(new Uin(MING), "4711", "0C3A.jPg")))
                .isInstanceOf(Answer.Done.class);
        assertThat(server.only("/channel/get_cface2").query())
                .containsEntry("lcid", "4711")
                .containsEntry("guid", "0C3A.jPg")
                .containsEntry("to", Long.toString(MING))
                .containsEntry("count", "5")
                .containsEntry("time", "1");
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void pictureOfAGroupIsFetched(boolean discussion, String type) throws Exception {
        server.answers("/cgi-bin/get_group_pic", 200, "image/gif", PNG);
        assertThat(fetch(new PictureReference.GroupFace(
                        discussion, 3500000001L, new Uin(MING), "0C3A.jPg", "914490174", "key", "119.147.15.201:443")))
                .isInstanceOf(Answer.Done.class);
        CallServer.Call call = server.only("/cgi-bin/get_group_pic");
        assertThat(call.host()).isEqualTo("web2.qq.com");
        assertThat(call.query())
                .containsEntry("type", type)
                .containsEntry("fid", "914490174")
                .containsEntry("gid", "3500000001")
                .containsEntry("pic", "0C3A.jPg")
                .containsEntry("rip", "119.147.15.201")
                .containsEntry("rport", "443")
                .containsEntry("uin", Long.toString(MING))
                .containsEntry("vfwebqq", "vfsecret");
    }

    @Test
    void whatIsNoPictureIsRefused() throws Exception {
        PictureReference reference = new PictureReference.Offpic(new Uin(MING), "/x");
        server.answers("/channel/get_offpic2", 200, "text/html", "<html>".getBytes(StandardCharsets.UTF_8))
                .answers("/channel/get_offpic2", 200, "image/png", new byte[0])
                .answers("/channel/get_offpic2", 404, "image/png", PNG)
                .cuts("/channel/get_offpic2");
        assertThat(refusal(fetch(reference))).contains("text/html");
        assertThat(refusal(fetch(reference))).contains("0 bytes");
        assertThat(refusal(fetch(reference))).contains("404");
        assertThat(refusal(fetch(reference))).contains("no answer");
    }

    @Test
    void whatCannotBeFetchedIsRefusedWithoutAskingAnybody() throws Exception {
        assertThat(refusal(fetch(new PictureReference.Withheld()))).contains("did not tell");
        assertThat(refusal(fetch("pual", "http://evil.example/"))).contains("reference");
        assertThat(refusal(fetch("other", new PictureReference.Offpic(new Uin(MING), "/x").write())))
                .contains("other");
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void onlySoManyPicturesAreFetchedAtOnceAndOnlySoManyWait() throws Exception {
        server.holds("/channel/get_offpic2");
        String reference = new PictureReference.Offpic(new Uin(MING), "/x").write();
        for (int i = 0; i < PictureFetch.MAX_UNDER_WAY + PictureFetch.MAX_WAITING; i++) {
            server.onLoop(() -> fetch.fetch(session, new Segment.Image(new Media.Remote("pual", reference), "")));
        }
        assertThat(refusal(fetch("pual", reference))).contains("100 pictures are waiting");
        server.awaitCalls("/channel/get_offpic2", PictureFetch.MAX_UNDER_WAY);
        assertThat(server.calls()).hasSize(PictureFetch.MAX_UNDER_WAY);
    }

    @Test
    void avatarIsFetched() throws Exception {
        server.answers("/cgi/svr/face/getface", 200, "image/jpeg", PNG);
        assertThat(server.await(() -> fetch.avatar(session, new Uin(MING)))).isInstanceOf(Answer.Done.class);
        CallServer.Call call = server.only("/cgi/svr/face/getface");
        assertThat(call.host()).isEqualTo("face2.web.qq.com");
        assertThat(call.query())
                .containsEntry("cache", "0")
                .containsEntry("type", "1")
                .containsEntry("fid", "0")
                .containsEntry("uin", Long.toString(MING))
                .containsEntry("vfwebqq", "vfsecret");
    }

    @Test
    void pictureForAFriendIsUploadedAndNamed() throws Exception {
        server.answers(UPLOAD, 200, UPLOADED).answers("/channel/send_buddy_msg2", OK);
        assertThat(send(FRIEND, MESSAGE)).isInstanceOf(SendResult.Sent.class);
        CallServer.Call upload = server.only(UPLOAD);
        assertThat(upload.host()).isEqualTo("weboffline.ftn.qq.com");
        assertThat(upload.headers().get("Content-type")).startsWith("multipart/form-data; boundary=");
        assertThat(upload.text())
                .contains(field("callback", "parent.EQQ.Model.ChatMsg.callbackSendPic"))
                .contains(field("locallangid", "2052"), field("clientversion", "1409"), field("appid", "1002101"))
                .contains(field("uin", "1002003004"), field("skey", "@skeysecret"))
                .contains(field("peeruin", Long.toString(MING)), field("fileid", "1"), field("vfwebqq", "vfsecret"))
                .contains(field("senderviplevel", "0"), field("reciverviplevel", "0"))
                .contains("\r\nContent-Type: image/png\r\n\r\n" + new String(PNG, StandardCharsets.ISO_8859_1) + "\r\n")
                .contains("filename=\"" + latin("企鹅.png") + "\"");
        JsonNode content = content(server.only("/channel/send_buddy_msg2"));
        assertThat(content.path(0).asText()).isEqualTo("look ");
        assertThat(content.path(1)).hasToString("[\"offpic\",\"/d65c\",\"x.png\",10]");
    }

    @Test
    void pictureForAGroupIsUploadedAndShownWithAKey() throws Exception {
        server.answers(GROUP_UPLOAD, 200, GROUP_UPLOADED)
                .answers(
                        "/channel/get_gface_sig2",
                        "{\"retcode\":0,\"result\":{\"reply\":0,\"gface_key\":\"gkey\",\"gface_sig\":\"gsig\"}}")
                .answers("/channel/send_qun_msg2", OK)
                .answers("/channel/send_discu_msg2", OK);
        assertThat(send(GROUP, MESSAGE)).isInstanceOf(SendResult.Sent.class);
        CallServer.Call upload = server.only(GROUP_UPLOAD);
        assertThat(upload.host()).isEqualTo("up.web2.qq.com");
        assertThat(upload.text())
                .contains(field("from", "control"), field("f", "EQQ.Model.ChatMsg.callbackSendPicGroup"))
                .contains(field("vfwebqq", "vfsecret"), field("fileid", "1"), "name=\"custom_face\"");
        CallServer.Call sent = server.only("/channel/send_qun_msg2");
        assertThat(content(sent).path(1)).hasToString("[\"cface\",\"group\",\"8D100B2F.jPg\"]");
        assertThat(sent.r().path("group_code").asLong()).isEqualTo(3500000001L);
        assertThat(sent.r().path("key").asText()).isEqualTo("gkey");
        assertThat(sent.r().path("sig").asText()).isEqualTo("gsig");
        send(new Recipient.Discussion(3700000001L), MESSAGE);
        JsonNode toDiscussion = server.only("/channel/send_discu_msg2").r();
        assertThat(toDiscussion.has("group_code")).isFalse();
        assertThat(toDiscussion.path("key").asText()).isEqualTo("gkey");
    }

    @Test
    void pictureThatWasHeardIsFetchedAndUploaded() throws Exception {
        server.answers("/channel/get_offpic2", 200, "image/png", PNG)
                .answers(UPLOAD, 200, UPLOADED)
                .answers("/channel/send_buddy_msg2", OK);
        String reference = new PictureReference.Offpic(new Uin(MING), "/x").write();
        Message echo = Message.of(new Segment.Image(new Media.Remote("pual", reference), ""));
        assertThat(send(FRIEND, echo)).isInstanceOf(SendResult.Sent.class);
        server.only(UPLOAD);
    }

    @Test
    void inEraBAndInTemporaryChatsAPictureIsSaidInWords() throws Exception {
        server.answers("/channel/get_c2cmsg_sig2", "{\"retcode\":0,\"result\":{\"value\":\"sig\"}}")
                .answers("/channel/send_sess_msg2", OK)
                .answers("/channel/send_buddy_msg2", OK);
        send(new Recipient.Stranger(1, 2, false), MESSAGE);
        use(Era.B);
        send(FRIEND, MESSAGE);
        assertThat(content(server.only("/channel/send_sess_msg2")).path(0).asText())
                .isEqualTo("look " + IMAGE.alt());
        assertThat(content(server.only("/channel/send_buddy_msg2")).path(0).asText())
                .isEqualTo("look " + IMAGE.alt());
    }

    @Test
    void messageWhosePictureIsNotTakenIsRefusedAndNotSent() throws Exception {
        server.answers(UPLOAD, 200, "<script>callbackSendPic({\"retcode\":102,\"result\":\"no\"});</script>")
                .answers(UPLOAD, 502, "bad gateway")
                .cuts(UPLOAD);
        assertThat(refusal(send(FRIEND, MESSAGE))).contains("102");
        assertThat(refusal(send(FRIEND, MESSAGE))).contains("502");
        assertThat(refusal(send(FRIEND, MESSAGE))).contains("no answer");
        assertThat(server.calls("/channel/send_buddy_msg2")).isEmpty();
    }

    private static String refusal(SendResult result) {
        assertThat(result).isInstanceOf(SendResult.Refused.class);
        return ((SendResult.Refused) result).reason();
    }

    @Test
    void onlyPicturesOfKnownKindsAndSizesAreUploaded() throws Exception {
        Message text = Message.of(new Segment.Image(new Media.Bytes(new byte[] {'M', 'Z'}, "image/png"), "x.png"));
        assertThat(refusal(send(FRIEND, text))).contains("PNG");
        use(Era.A, SendOptions.FOR_ENDPOINT.withPictures(PNG.length, Duration.ZERO));
        server.answers(UPLOAD, 200, UPLOADED).answers("/channel/send_buddy_msg2", OK);
        assertThat(send(FRIEND, MESSAGE)).isInstanceOf(SendResult.Sent.class);
        use(Era.A, SendOptions.FOR_ENDPOINT.withPictures(PNG.length - 1, Duration.ZERO));
        assertThat(refusal(send(FRIEND, MESSAGE))).contains("10 bytes", "at most 9");
    }

    @Test
    void sendWaitsAfterAnUpload() throws Exception {
        use(Era.A, SendOptions.FOR_ENDPOINT.withPictures(1000, Duration.ofDays(1)));
        server.answers(UPLOAD, 200, UPLOADED).answers("/channel/send_buddy_msg2", OK);
        CompletableFuture<SendResult> waiting = begin(FRIEND, MESSAGE);
        assertThat(send(FRIEND, Message.text("plain"))).isInstanceOf(SendResult.Sent.class);
        server.awaitCalls(UPLOAD, 1);
        assertThat(waiting).isNotDone();
        server.onLoop(() -> {
            sender.abandon();
            return null;
        });
        assertThat(refusal(waiting.get(10, TimeUnit.SECONDS))).contains("before the message was sent");
        assertThat(server.calls("/channel/send_buddy_msg2")).hasSize(1);
    }

    private static String field(String name, String value) {
        return "name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    /** UTF-8 as it looks to somebody who reads bytes. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
