package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.RawHttp;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pictures and files, both ways. */
class PictureCallsTest {

    private static final String FRIEND = "friend:2000000001";
    private static final byte[] PICTURE = Pictures.pattern(7);

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofSeconds(30)));

    private HistoricalClient client;

    @BeforeEach
    void signIn() throws Exception {
        client = sandbox.client().signIn("d.web2.qq.com");
    }

    private JsonNode hears(String chat, String segment) throws Exception {
        String from = chat.startsWith("friend:") ? "" : ",\"from\":2000000001";
        sandbox.control("/sandbox/say", "{\"chat\":\"" + chat + "\"" + from + ",\"segments\":[" + segment + "]}");
        return client.poll().at("/result/0/value/content");
    }

    private static String picture(String type, String more) {
        return "{\"type\":\"" + type + "\",\"data\":\"" + Base64.getEncoder().encodeToString(PICTURE) + "\"" + more
                + "}";
    }

    private RawHttp.Answer channel(String call) throws Exception {
        return client.get("http://d.web2.qq.com/channel/" + call + "&clientid=1&psessionid=" + client.psessionid());
    }

    private RawHttp.Answer upload(String url, String form) throws Exception {
        return client.answered(client.open(url, form, "multipart/form-data; boundary=xYz"));
    }

    private static String part(String name, String content) {
        String file = name.equals("file") || name.equals("custom_face") ? "; filename=\"a.jpg\"" : "";
        return "--xYz\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void pictureOfAFriendIsFetchedByItsPath() throws Exception {
        JsonNode content = hears(FRIEND, "{\"type\":\"text\",\"text\":\"look\"}," + picture("picture", ""));
        assertThat(content.get(1).asText()).isEqualTo("look ");
        Shape.assertSame(content.get(2).get(1), "{\"success\":1,\"file_path\":\"\"}");
        assertThat(content.get(2).get(0).asText()).isEqualTo("offpic");
        String path = content.get(2).at("/1/file_path").asText();
        RawHttp.Answer fetched = channel("get_offpic2?f_uin=2000000001&file_path=" + HistoricalClient.encode(path));
        assertThat(fetched.header("Content-Type")).isEqualTo("image/png");
        assertThat(fetched.bytes()).isEqualTo(PICTURE);
        assertThat(sandbox.controlAnswer("/sandbox/file?path=" + path, null).bytes())
                .isEqualTo(PICTURE);
        JsonNode line = sandbox.control("/sandbox/history?chat=" + FRIEND, null).at("/lines/0");
        assertThat(line.at("/segments/1/path").asText()).isEqualTo(path);
        assertThat(line.path("text").asText()).startsWith("look[picture:").endsWith(".png]");
    }

    @Test
    void fetchingMayLeadToAnotherHostFirst() throws Exception {
        JsonNode content = hears(FRIEND, picture("picture", ",\"redirect\":true"));
        RawHttp.Answer redirect = channel("get_offpic2?f_uin=2000000001&file_path="
                + HistoricalClient.encode(content.at("/1/1/file_path").asText()));
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).startsWith("http://file1.web.qq.com/ftn_handler?");
        assertThat(client.get(redirect.header("Location")).bytes()).isEqualTo(PICTURE);
    }

    @Test
    void pictureOfAGroupIsFetchedByItsNumber() throws Exception {
        JsonNode content = hears("group:3000000001", picture("picture", ""));
        JsonNode face = content.at("/1/1");
        Shape.assertSame(face, "{\"name\":\"\",\"file_id\":914490174,\"key\":\"\",\"server\":\"119.147.15.201:443\"}");
        assertThat(client.get("http://web2.qq.com/cgi-bin/get_group_pic?type=0&fid="
                                + face.path("file_id").asText() + "&gid=3500000001&pic="
                                + face.path("name").asText()
                                + "&rip=119.147.15.201&rport=443&uin=2000000001&vfwebqq=" + client.vfwebqq() + "&t=1")
                        .bytes())
                .isEqualTo(PICTURE);
        assertThat(hears("discussion:3700000001", picture("picture", "")).size())
                .isEqualTo(2);
    }

    @Test
    void customFaceOfAFriendIsFetchedByItsName() throws Exception {
        JsonNode face = hears(FRIEND, picture("cface", "")).get(1);
        assertThat(face.size()).isEqualTo(3);
        assertThat(face.get(0).asText()).isEqualTo("cface");
        assertThat(channel("get_cface2?lcid=1&guid=" + face.get(1).asText() + "&to=2000000001&count=5&time=1")
                        .bytes())
                .isEqualTo(PICTURE);
    }

    @Test
    void unknownPicturesAndAvatarsAreDrawn() throws Exception {
        byte[] drawn = channel("get_offpic2?f_uin=2000000001&file_path=%2Fnone").bytes();
        assertThat(ImageIO.read(new ByteArrayInputStream(drawn)).getWidth()).isEqualTo(40);
        String avatar = "http://face3.web.qq.com/cgi/svr/face/getface?cache=0&type=1&fid=0&vfwebqq=" + client.vfwebqq();
        RawHttp.Answer ming = client.get(avatar + "&uin=2000000001");
        assertThat(ming.header("Content-Type")).isEqualTo("image/png");
        assertThat(client.get(avatar + "&uin=2000000001").bytes()).isEqualTo(ming.bytes());
        assertThat(client.get(avatar + "&uin=2000000002").bytes()).isNotEqualTo(ming.bytes());
        assertThat(client.get(avatar + "&uin=7").status()).isEqualTo(404);
        assertThat(client.get(avatar.replace("type=1", "type=4") + "&uin=3500000001")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pictureForAFriendIsUploadedAndSent() throws Exception {
        RawHttp.Answer answer = upload(
                "http://weboffline.ftn.qq.com/ftn_access/upload_offline_pic?time=1",
                part("callback", "parent.EQQ.Model.ChatMsg.callbackSendPic") + part("uin", "1002003004")
                        + part("fileid", "1") + part("file", "picture bytes") + "--xYz--\r\n");
        assertThat(answer.body()).contains("parent.EQQ.Model.ChatMsg.callbackSendPic({");
        JsonNode told = HistoricalClient.JSON.readTree(answer.body()
                .substring(answer.body().indexOf("({") + 1, answer.body().indexOf("})") + 1));
        Shape.assertSame(
                told,
                "{\"retcode\":0,\"result\":\"OK\",\"progress\":100,\"filesize\":13,\"fileid\":1,"
                        + "\"filename\":\"a.jpg\",\"filepath\":\"/\"}");
        String path = told.path("filepath").asText();
        JsonNode sent = client.json(client.postR(
                "http://d.web2.qq.com/channel/send_buddy_msg2",
                HistoricalClient.JSON
                        .createObjectNode()
                        .put("to", 2000000001L)
                        .put("content", "[[\"offpic\",\"" + path + "\",\"a.jpg\",13],\"\\n\",[\"font\",{}]]")
                        .put("msg_id", 1)
                        .put("psessionid", client.psessionid())
                        .toString()));
        assertThat(sent.path("retcode").asInt()).isZero();
        assertThat(sandbox.sent(0).at("/0/segments/0").toString())
                .isEqualTo("{\"type\":\"picture\",\"name\":\"a.jpg\",\"path\":\"" + path + "\"}");
        assertThat(sandbox.controlAnswer("/sandbox/file?path=" + path, null).body())
                .isEqualTo("picture bytes");
    }

    @Test
    void pictureForAGroupIsUploadedOnceAndSent() throws Exception {
        String form = part("from", "control") + part("f", "EQQ.Model.ChatMsg.callbackSendPicGroup")
                + part("vfwebqq", client.vfwebqq()) + part("custom_face", "pixels") + part("fileid", "1")
                + "--xYz--\r\n";
        String url = "http://up.web2.qq.com/cgi-bin/cface_upload?time=1";
        String first = upload(url, form).body();
        assertThat(first).contains("EQQ.Model.ChatMsg.callbackSendPicGroup({'ret':0,'msg':'");
        String name = first.replaceAll("(?s).*'msg':'([0-9A-F]{32}\\.jPg)'.*", "$1");
        assertThat(upload(url, form).body()).contains("{'ret':4,'msg':'" + name + " " + name + " -7001'}");
        String large = form.replace("pixels", "x".repeat(FileStore.MAX_PICTURE + 1));
        assertThat(upload(url, large).body()).contains("{'ret':2,");
        assertThat(upload(url, form.replace("custom_face", "other")).body()).contains("100006");
        JsonNode key = client.json(channel("get_gface_sig2?t=1"));
        Shape.assertSame(key, "{\"retcode\":0,\"result\":{\"reply\":0,\"gface_key\":\"\",\"gface_sig\":\"\"}}");
        client.postR(
                "http://d.web2.qq.com/channel/send_qun_msg2",
                HistoricalClient.JSON
                        .createObjectNode()
                        .put("group_uin", 3000000001L)
                        .put("content", "[[\"cface\",\"group\",\"" + name + "\"],\"\",[\"font\",{}]]")
                        .put("psessionid", client.psessionid())
                        .toString());
        assertThat(sandbox.sent(0).at("/0/text").asText()).isEqualTo("[picture:" + name + "]");
    }

    @Test
    void callbackThatIsNoNameIsNotRepeated() throws Exception {
        assertThat(upload(
                                "http://weboffline.ftn.qq.com/ftn_access/upload_offline_pic?time=1",
                                part("callback", "alert(1)") + part("file", "x") + "--xYz--")
                        .body())
                .doesNotContain("alert");
    }

    @Test
    void offeredFileIsTakenOrRefused() throws Exception {
        sandbox.control("/sandbox/event?type=file_offer&session_id=47114&name=notes.txt&text=hello", "{}");
        JsonNode offer = client.poll().at("/result/0");
        assertThat(offer.path("poll_type").asText()).isEqualTo("file_message");
        Shape.assertSame(
                offer.path("value"),
                "{\"msg_id\":1,\"mode\":\"recv\",\"from_uin\":1,\"to_uin\":1,\"msg_id2\":1,\"msg_type\":9,\"reply_ip\":1,"
                        + "\"type\":101,\"name\":\"\",\"inet_ip\":1,\"time\":1,\"session_id\":47114}");
        assertThat(offer.at("/value/mode").asText()).isEqualTo("recv");
        RawHttp.Answer redirect = channel("get_file2?lcid=47114&guid=notes.txt&to=2000000001&count=1&time=1");
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(client.get(redirect.header("Location")).body()).isEqualTo("hello");
        assertThat(channel("refuse_file2?lcid=47114&to=2000000001&count=1&time=1")
                        .body())
                .isEqualTo("{\"retcode\":0,\"result\":\"ok\"}");
        assertThat(channel("get_file2?lcid=47114&guid=notes.txt&to=2000000001").body())
                .contains("100001");
        sandbox.control("/sandbox/event?type=file_refuse&session_id=5&cancel_type=3", "{}");
        JsonNode refused = client.poll().at("/result/0/value");
        assertThat(refused.path("mode").asText()).isEqualTo("refuse");
        assertThat(refused.path("cancel_type").asInt()).isEqualTo(3);
        sandbox.control("/sandbox/event?type=file_accept&session_id=5", "{}");
        assertThat(client.poll().at("/result/0/value/mode").asText()).isEqualTo("send_ack");
    }

    @Test
    void leftFileIsFetchedFromTheAddressThatIsTold() throws Exception {
        sandbox.control("/sandbox/event?type=push_offfile&name=a%20b.txt&text=left", "{}");
        JsonNode left = client.poll().at("/result/0");
        assertThat(left.path("poll_type").asText()).isEqualTo("push_offfile");
        JsonNode value = left.path("value");
        assertThat(value.path("size").asInt()).isEqualTo(4);
        assertThat(value.path("port").asInt()).isEqualTo(sandbox.address().getPort());
        assertThat(value.path("expire_time").asLong())
                .isGreaterThan(value.path("time").asLong());
        String url =
                "http://" + value.path("ip").asText() + ":" + value.path("port").asText() + "/a%20b.txt?ver=2173&rkey="
                        + value.path("rkey").asText() + "&range=0";
        assertThat(client.get(url).body()).isEqualTo("left");
        assertThat(client.get(url.replace("rkey=", "rkey=0")).status()).isEqualTo(404);
    }

    @Test
    void transfersAndAnswersAreTold() throws Exception {
        sandbox.control("/sandbox/event?type=filesrv_transfer&status=51", "{}");
        JsonNode transfer = client.poll().at("/result/0");
        assertThat(transfer.path("poll_type").asText()).isEqualTo("filesrv_transfer");
        Shape.assertSame(
                transfer.path("value"),
                "{\"file_count\":1,\"lc_id\":1,\"now\":1,\"operation\":1,\"type\":1,"
                        + "\"file_infos\":[{\"file_name\":\"notes.txt\",\"file_status\":0,\"pro_id\":24832}]}");
        assertThat(transfer.at("/value/file_infos/0/file_status").asInt()).isEqualTo(51);
        sandbox.control("/sandbox/event?type=notify_offfile", "{}");
        assertThat(client.poll().at("/result/0/value").toString())
                .isEqualTo("{\"action\":2,\"filename\":\"12.jpg\",\"filesize\":137972}");
    }

    @Test
    void fileIsLeftForAFriend() throws Exception {
        RawHttp.Answer uploaded = upload(
                "http://weboffline.ftn.qq.com/ftn_access/upload_offline_file?time=1", part("file", "text") + "--xYz--");
        String path = uploaded.body().replaceAll("(?s).*\"filepath\":\"([^\"]+)\".*", "$1");
        assertThat(client.postR(
                                "http://d.web2.qq.com/channel/send_offfile2",
                                "{\"to\":\"2000000001\",\"file_path\":\"" + path
                                        + "\",\"filename\":\"a.jpg\",\"to_uin\":\"2000000001\",\"clientid\":\"1\","
                                        + "\"psessionid\":\"" + client.psessionid() + "\"}")
                        .body())
                .isEqualTo("{\"retcode\":0,\"result\":\"ok\"}");
        assertThat(sandbox.control("/sandbox/actions", null)
                        .at("/actions/0/details")
                        .toString())
                .isEqualTo("{\"to\":2000000001,\"filename\":\"a.jpg\",\"file_path\":\"" + path + "\"}");
    }

    @Test
    void fileIsOfferedDirectly() throws Exception {
        assertThat(upload(
                                "http://file1.web.qq.com/v2/1002003004/2000000001/17/1075/47450/1/f/1/0/0?psessionid="
                                        + client.psessionid(),
                                part("file", "text") + "--xYz--")
                        .body())
                .isEqualTo("{\"retcode\":0,\"result\":\"ok\"}");
        JsonNode done = sandbox.control("/sandbox/actions", null).at("/actions/0");
        assertThat(done.path("call").asText()).isEqualTo("send_file");
        assertThat(done.at("/details/to").asLong()).isEqualTo(RunningSandbox.MING);
        assertThat(sandbox.controlAnswer(
                                "/sandbox/file?path=" + done.at("/details/path").asText(), null)
                        .body())
                .isEqualTo("text");
    }

    @Test
    void uploadsAreTracedWithoutTheirParts() throws Exception {
        upload(
                "http://up.web2.qq.com/cgi-bin/cface_upload?time=1",
                part("skey", "@aBcDeFgHi") + part("custom_face", "x") + "--xYz--");
        assertThat(sandbox.controlAnswer("/sandbox/trace", null).body())
                .contains("/cgi-bin/cface_upload")
                .doesNotContain("@aBcDeFgHi");
    }

    @Test
    void sayingAPictureTellsWhatIsWrong() throws Exception {
        for (String segments : new String[] {
            "[]", "{}", "[{\"type\":\"film\"}]", "[{\"type\":\"picture\",\"data\":\"!\"}]", "[{\"type\":\"text\"}]"
        }) {
            assertThat(sandbox.controlAnswer(
                                    "/sandbox/say", "{\"chat\":\"" + FRIEND + "\",\"segments\":" + segments + "}")
                            .status())
                    .as(segments)
                    .isEqualTo(400);
        }
    }
}
