package dev.rookery.host.sandbox;

import static dev.rookery.host.sandbox.HistoricalClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.rookery.host.httpserver.RawHttp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Walks through signing in, contacts, poll and echo with the requests of each client, and looks where that client
 * looks.
 */
class HistoricalClientsTest {

    private static final String SENT = "{\"retcode\":0,\"result\":\"ok\",\"errCode\":0,\"msg\":\"send ok\"}";

    @RegisterExtension
    final RunningSandbox sandbox =
            new RunningSandbox(options -> options.withAutoScan(false).withPollHold(Duration.ofSeconds(30)));

    /** qqbot 2.3.11: states by Chinese words, every cookie on exactly one domain. */
    @Test
    void qqbotSignsInAndEchoes() throws Exception {
        HistoricalClient client = sandbox.client();
        client.get("https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=16&appid=501004106");
        assertThat(client.cookie("qrsig")).isEmpty();
        client.setCookie("ptlogin2.qq.com", "qrsig", "a fake one");
        assertThat(client.get("https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken=1178303247")
                        .all("Set-Cookie"))
                .isEmpty();
        client.get("https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=0&l=M&s=5&d=72&v=4&t=0.9142399367333609");
        assertThat(client.cookie("qrsig")).hasSize(1);
        String ask = "https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken="
                + Tokens.hash33(client.cookie("qrsig").get(0))
                + "&webqq_type=10&remember_uin=1&login2qq=1&aid=501004106"
                + "&u1=http%3A%2F%2Fw.qq.com%2Fproxy.html%3Flogin2qq%3D1%26webqq_type%3D10&ptredirect=0&ptlang=2052"
                + "&daid=164&from_ui=1&pttype=1&dumy=&fp=loginerroralert&action=0-0-12345&mibao_css=m_webqq&t=undefined"
                + "&g=1&js_type=0&js_ver=10141&login_sig=&pt_randsalt=0";
        assertThat(client.get(ask).body()).isEqualTo("ptuiCB('66','0','','0','二维码未失效。(473959432)', '');\r\n");
        sandbox.control("/sandbox/scan", "{}");
        assertThat(client.get(ask).body()).isEqualTo("ptuiCB('67','0','','0','二维码认证中。(3203423232)', '');\r\n");
        String[] done = client.get(ask).body().split(",", -1);
        assertThat(done).hasSize(6);
        assertThat(done[4]).contains("登录成功");
        assertThat(done[5]).isEqualTo(" 'Pual');\r\n");
        RawHttp.Answer redirect = client.get(done[2].replace("'", ""));
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(client.get(redirect.header("Location")).status()).isEqualTo(200);
        for (String name : List.of("qrsig", "superuin", "ptwebqq", "skey")) {
            assertThat(client.cookie(name)).as(name).hasSize(1).doesNotContain("");
        }
        assertThat(client.cookie("superuin")).containsExactly("o1002003004");
        JsonNode token = client.json(client.get("https://s.web2.qq.com/api/getvfwebqq?ptwebqq="
                + client.cookie("ptwebqq").get(0) + "&clientid=53999199&psessionid=&t=0.1"));
        String vfwebqq = token.at("/result/vfwebqq").asText();
        assertThat(vfwebqq).matches("[0-9a-f]{80}");
        JsonNode login = client.json(client.postR(
                "https://d1.web2.qq.com/channel/login2",
                "{\"ptwebqq\": \"" + client.cookie("ptwebqq").get(0)
                        + "\", \"clientid\": 53999199, \"psessionid\": \"\", \"status\": \"online\"}"));
        assertThat(login.at("/result/uin").asLong()).isEqualTo(1002003004L);
        String psessionid = login.at("/result/psessionid").asText();
        assertThat(client.get("https://d1.web2.qq.com/channel/get_online_buddies2?vfwebqq=" + vfwebqq
                                + "&clientid=53999199&psessionid=" + psessionid + "&t=0.1")
                        .body())
                .isEqualTo("{\"retcode\":0,\"result\":[{\"uin\":2000000001,\"status\":\"online\",\"client_type\":1},"
                        + "{\"uin\":2000000002,\"status\":\"away\",\"client_type\":21}]}");
        sandbox.say("group:" + RunningSandbox.GROUP, RunningSandbox.MING, "ping");
        String r = "{\"ptwebqq\":\"x\",\"clientid\":53999199,\"psessionid\":\"" + psessionid + "\",\"key\":\"\"}";
        JsonNode message = client.json(client.postR("https://d1.web2.qq.com/channel/poll2", r))
                .at("/result/0/value");
        assertThat(message.path("from_uin").asLong()).isEqualTo(RunningSandbox.GROUP);
        JsonNode groups = client.json(client.postR(
                "https://s.web2.qq.com/api/get_group_name_list_mask2",
                "{\"vfwebqq\":\"" + vfwebqq + "\",\"hash\":\""
                        + ContactHash.p(1002003004L, client.cookie("ptwebqq").get(0)) + "\"}"));
        assertThat(groups.path("result").has("gmarklist")).isTrue();
        JsonNode info = client.json(client.get("https://s.web2.qq.com/api/get_group_info_ext2?gcode="
                + groups.at("/result/gnamelist/0/code").asLong() + "&vfwebqq=" + vfwebqq + "&t=0.1"));
        assertThat(info.at("/result/minfo").findValuesAsText("uin"))
                .isEqualTo(info.at("/result/ginfo/members").findValuesAsText("muin"));
        RawHttp.Answer sent = client.postR(
                "https://d1.web2.qq.com/channel/send_qun_msg2",
                "{\"group_uin\": 3000000001, \"content\": \"[\\\"\\\\u4f60\\\\u597d\\\", [\\\"font\\\", {\\\"name\\\": "
                        + "\\\"\\\\u5b8b\\\\u4f53\\\", \\\"size\\\": 10, \\\"style\\\": [0, 0, 0], \\\"color\\\": "
                        + "\\\"000000\\\"}]]\", \"face\": 522, \"clientid\": 53999199, \"msg_id\": 6000001, "
                        + "\"psessionid\": \"" + psessionid + "\"}");
        assertThat(sent.body()).isEqualTo(SENT);
        JsonNode heard = sandbox.sent(0).get(0);
        assertThat(heard.path("chat").asText()).isEqualTo("group:3000000001");
        assertThat(heard.path("text").asText()).isEqualTo("你好");
        assertThat(heard.path("msg_id").asLong()).isEqualTo(6000001);
    }

    /** Mojo-Webqq 2.2.7: stray ampersand, JSON null, group list by GET, quick sign-in after logging out. */
    @Test
    void mojoSignsInEchoesAndComesBackByItself() throws Exception {
        HistoricalClient client = sandbox.client();
        assertThat(client.get("http://w.qq.com/").status()).isEqualTo(200);
        client.get("https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&target=self&style=40&appid=501004106");
        assertThat(client.cookie("pt_login_sig")).hasSize(1);
        client.get(
                "https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=2&l=M&s=3&d=72&v=4&t=0.2&daid=164&pt_3rd_aid=0");
        String ask = "https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken="
                + Tokens.hash33(client.cookie("qrsig").get(0))
                + "&u1=http%3A%2F%2Fw.qq.com%2Fproxy.html&h=1&t=1&aid=501004106&daid=164&pt_uistyle=40&";
        assertThat(client.get(ask).body()).startsWith("ptuiCB('66'");
        sandbox.control("/sandbox/scan", "{}");
        client.get(ask);
        RawHttp.Answer done = client.get(ask);
        String location = followSignature(client, done, "http://w.qq.com/proxy.html");
        assertThat(client.get(location).status()).isEqualTo(200);
        assertThat(client.cookie("uin")).containsExactly("o1002003004");
        assertThat(client.cookie("p_uin")).containsExactly("o1002003004");
        String vfwebqq = vfwebqq(client, client.cookie("ptwebqq").get(0));
        JsonNode login = client.json(client.postR(
                "http://d1.web2.qq.com/channel/login2",
                "{\"ptwebqq\":\"" + client.cookie("ptwebqq").get(0)
                        + "\",\"clientid\":53999199,\"psessionid\":null,\"status\":\"online\"}"));
        String psessionid = login.at("/result/psessionid").asText();
        JsonNode self = client.json(client.get("https://s.web2.qq.com/api/get_self_info2?t=0.1"));
        assertThat(self.at("/result/uin").asLong()).isEqualTo(1002003004L);
        assertThat(self.at("/result/birthday/year").asInt()).isEqualTo(1990);
        String contactR =
                encode("{\"hash\":\"" + ContactHash.p(1002003004L, "") + "\",\"vfwebqq\":\"" + vfwebqq + "\"}");
        RawHttp.Answer friends = client.post("https://s.web2.qq.com/api/get_user_friends2", "r=" + contactR);
        assertThat(friends.body()).contains("明哥").doesNotContain("\\u");
        assertThat(friends.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        JsonNode groups = client.json(client.get("https://s.web2.qq.com/api/get_group_name_list_mask2?r=" + contactR));
        assertThat(groups.at("/result/gnamelist/0/name").asText()).isEqualTo("测试群");
        assertThat(client.get("https://s.web2.qq.com/api/get_discus_list?clientid=53999199&psessionid=" + psessionid
                                + "&vfwebqq=" + vfwebqq + "&t=0.1")
                        .body())
                .isEqualTo("{\"retcode\":0,\"result\":{\"dnamelist\":[{\"did\":3700000001,\"name\":\"讨论甲\"}]}}");
        assertThat(client.get(
                                "http://d1.web2.qq.com/channel/get_discu_info?did=3700000001&clientid=53999199&psessionid="
                                        + psessionid + "&vfwebqq=" + vfwebqq + "&t=0.1")
                        .body())
                .isEqualTo("{\"retcode\":0,\"result\":{\"info\":{\"did\":3700000001,\"discu_owner\":1002003004,"
                        + "\"discu_name\":\"讨论甲\",\"info_seq\":12,\"mem_list\":[{\"mem_uin\":2000000001,\"ruin\":700000001},"
                        + "{\"mem_uin\":2600000001,\"ruin\":800000001},{\"mem_uin\":1002003004,\"ruin\":1002003004}]},"
                        + "\"mem_status\":[{\"uin\":2000000001,\"status\":\"online\",\"client_type\":1},"
                        + "{\"uin\":1002003004,\"status\":\"online\",\"client_type\":41}],"
                        + "\"mem_info\":[{\"uin\":2000000001,\"nick\":\"Ming\"},{\"uin\":2600000001,\"nick\":\"路人\"},"
                        + "{\"uin\":1002003004,\"nick\":\"Pual\"}]}}");
        assertThat(client.postR(
                                "http://d1.web2.qq.com/channel/send_discu_msg2",
                                "{\"clientid\":53999199,\"content\":\"[\\\"＜ok＞\\\",[\\\"face\\\",14]]\",\"did\":\"3700000001\","
                                        + "\"face\":591,\"msg_id\":85210001,\"psessionid\":\"" + psessionid + "\"}")
                        .body())
                .isEqualTo(SENT);
        assertThat(sandbox.sent(0).get(0).path("text").asText()).isEqualTo("＜ok＞[face:14]");

        client.get("https://ptlogin2.qq.com/logout?pt4_token=x&pt4_hkey=1&pt4_ptcz=2&deep_logout=1");
        String again = client.get("https://ssl.ptlogin2.qq.com/pt4_auth?daid=164&appid=501004106&auth_token="
                        + Tokens.time33(client.cookie("supertoken").get(0)))
                .body();
        Matcher url = Pattern.compile("ptui_auth_CB\\('0','(https?://[^/]+\\.qq\\.com/check_sig[^']*)'\\);\r\n")
                .matcher(again);
        assertThat(url.matches()).as(again).isTrue();
        RawHttp.Answer back =
                client.get(url.group(1) + "&regmaster=&aid=501004106&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html");
        assertThat(back.header("Location")).isEqualTo("http://w.qq.com/proxy.html");
        JsonNode relogin = client.json(client.postR(
                "http://d1.web2.qq.com/channel/login2",
                "{\"ptwebqq\":null,\"clientid\":53999199,\"psessionid\":null,\"status\":\"online\"}"));
        assertThat(relogin.path("retcode").asInt()).isZero();
        assertThat(client.get("https://ssl.ptlogin2.qq.com/pt4_auth?daid=164&appid=501004106&auth_token=1")
                        .body())
                .isEqualTo("ptui_auth_CB('1','');\r\n");
    }

    /** ScienJus/smartqq: https, no token, a bare parameter, success by one word, an empty psessionid. */
    @Test
    void scienJusSignsInAndEchoes() throws Exception {
        HistoricalClient client = sandbox.client();
        RawHttp.Answer picture =
                client.get("https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=0&l=M&s=5&d=72&v=4&t=0.1");
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(scan(picture))
                .startsWith("http://127.0.0.1:" + sandbox.address().getPort() + "/?qr=");
        String ask = "https://ssl.ptlogin2.qq.com/ptqrlogin?webqq_type=10&remember_uin=1&login2qq=1&aid=501004106"
                + "&u1=https%3A%2F%2Fw.qq.com%2Fproxy.html%3Flogin2qq%3D1%26webqq_type%3D10&ptredirect=0&ptlang=2052"
                + "&daid=164&from_ui=1&pttype=1&dumy=&fp=loginerroralert&0-0-157510&mibao_css=m_webqq&t=undefined&g=1"
                + "&js_type=0&js_ver=10184&login_sig=&pt_randsalt=3";
        sandbox.control("/sandbox/scan", "{}");
        client.get(ask);
        RawHttp.Answer done = client.get(ask);
        assertThat(done.body()).contains("成功");
        String url = Stream.of(done.body().split("','"))
                .filter(part -> part.startsWith("http"))
                .findFirst()
                .orElseThrow();
        assertThat(url).startsWith("https://ptlogin4.web2.qq.com/check_sig?");
        assertThat(client.get(url).header("Location"))
                .isEqualTo("https://w.qq.com/proxy.html?login2qq=1&webqq_type=10");
        String vfwebqq = vfwebqq(client, client.cookie("ptwebqq").get(0));
        JsonNode login = client.json(client.postR(
                "https://d1.web2.qq.com/channel/login2",
                "{\"ptwebqq\":\"" + client.cookie("ptwebqq").get(0)
                        + "\",\"clientid\":53999199,\"psessionid\":\"\",\"status\":\"online\"}"));
        assertThat(client.postR(
                                "https://d1.web2.qq.com/channel/get_recent_list2",
                                "{\"vfwebqq\":\"" + vfwebqq + "\",\"clientid\":53999199,\"psessionid\":\"\"}")
                        .body())
                .startsWith("{\"retcode\":0,\"result\":[{\"uin\":2000000001,\"type\":0},");
        JsonNode friends = client.json(client.postR(
                "https://s.web2.qq.com/api/get_user_friends2",
                "{\"vfwebqq\":\"" + vfwebqq + "\",\"hash\":\""
                        + ContactHash.p(1002003004L, client.cookie("ptwebqq").get(0)) + "\"}"));
        List<String> known = friends.at("/result/info").findValuesAsText("uin");
        assertThat(known).containsAll(friends.at("/result/marknames").findValuesAsText("uin"));
        assertThat(known).containsAll(friends.at("/result/vipinfo").findValuesAsText("u"));
        assertThat(friends.at("/result/categories").findValuesAsText("index"))
                .containsAll(friends.at("/result/friends").findValuesAsText("categories").stream()
                        .filter(category -> !category.equals("0"))
                        .toList());
        assertThat(client.json(client.get("https://s.web2.qq.com/api/get_friend_uin2?tuin=2000000001&type=1&vfwebqq="
                                + vfwebqq + "&t=0.1"))
                        .at("/result/account")
                        .asLong())
                .isEqualTo(700000001);
        assertThat(client.postR(
                                "https://d1.web2.qq.com/channel/send_buddy_msg2",
                                "{\"to\":2000000001,\"content\":\"[\\\"a+b & 100%\\\",[\\\"font\\\",{\\\"name\\\":\\\"宋体\\\","
                                        + "\\\"size\\\":10,\\\"style\\\":[0,0,0],\\\"color\\\":\\\"000000\\\"}]]\",\"face\":573,"
                                        + "\"clientid\":53999199,\"msg_id\":43690001,\"psessionid\":\""
                                        + login.at("/result/psessionid").asText() + "\"}")
                        .body())
                .isEqualTo(SENT);
        assertThat(sandbox.sent(0).get(0).path("text").asText()).isEqualTo("a+b & 100%");
    }

    /** node-smartqq: qrsig in the raw header, bodies that are not encoded. */
    @Test
    void nodeSmartqqSignsInAndEchoes() throws Exception {
        HistoricalClient client = sandbox.client();
        RawHttp.Answer picture =
                client.get("https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=0&l=M&s=5&d=72&v=4&t=0.3");
        assertThat(picture.all("Set-Cookie")).hasSize(1);
        assertThat(picture.header("Set-Cookie"))
                .matches("qrsig=[A-Za-z0-9*-]{64}; PATH=/; DOMAIN=ptlogin2\\.qq\\.com;");
        sandbox.control("/sandbox/scan", "{}");
        String ask = "https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken="
                + Tokens.hash33(client.cookie("qrsig").get(0)) + "&u1=http%3A%2F%2Fw.qq.com%2Fproxy.html";
        client.get(ask);
        followSignature(client, client.get(ask), "http://w.qq.com/proxy.html");
        String ptwebqq = client.cookie("ptwebqq").get(0);
        vfwebqq(client, ptwebqq);
        String psessionid = client.json(client.post(
                        "http://d1.web2.qq.com/channel/login2",
                        "r={\"ptwebqq\":\"" + ptwebqq
                                + "\",\"clientid\":53999199,\"psessionid\":\"\",\"status\":\"online\"}"))
                .at("/result/psessionid")
                .asText();
        sandbox.say("friend:" + RunningSandbox.MING, null, "你好");
        String r = "r={\"ptwebqq\":\"" + ptwebqq + "\",\"clientid\":53999199,\"psessionid\":\"" + psessionid
                + "\",\"key\":\"\"}";
        assertThat(client.post("http://d1.web2.qq.com/channel/poll2", r).body()).contains("\"你好\"");
        assertThat(client.post(
                                "http://d1.web2.qq.com/channel/send_buddy_msg2",
                                "r={\"to\":2000000001,\"content\":\"[\\\"你好 & 1+1 {100%}\\\",[\\\"font\\\",{\\\"name\\\":\\\"宋体\\\","
                                        + "\\\"size\\\":10,\\\"style\\\":[0,0,0],\\\"color\\\":\\\"000000\\\"}]]\",\"face\":561,"
                                        + "\"clientid\":53999199,\"msg_id\":65950001,\"psessionid\":\"" + psessionid
                                        + "\"}")
                        .body())
                .isEqualTo(SENT);
        assertThat(sandbox.sent(0).get(0).path("text").asText()).isEqualTo("你好 & 1+1 {100%}");
    }

    /**
     * iqq: Set-Cookie in exactly this spelling, the blank before the nickname, group list by POST with an older hash.
     */
    @Test
    void iqqSignsIn() throws Exception {
        HistoricalClient client = sandbox.client();
        client.get("https://ssl.ptlogin2.qq.com/ptqrshow?appid=1003903&e=0&l=M&s=5&d=72&v=4&4=0.1");
        client.get("https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=16&appid=501004106");
        sandbox.control("/sandbox/scan", "{}");
        String ask =
                "https://ssl.ptlogin2.qq.com/ptqrlogin?aid=1003903&u1=http%3A%2F%2Fw.qq.com%2Fproxy.html%3Flogin2qq%3D1";
        client.get(ask);
        RawHttp.Answer done = client.get(ask);
        assertThat(done.body())
                .matches("ptuiCB\\('0','0','http://[^']*&aid=1003903&[^']*','0','登录成功！', 'Pual'\\);\r\n");
        assertThat(done.headers())
                .anyMatch(line -> line.startsWith("Set-Cookie: uin=o1002003004; PATH=/; DOMAIN=qq.com;"));
        assertThat(names(done))
                .containsExactly(
                        "pt2gguin",
                        "uin",
                        "skey",
                        "superuin",
                        "superkey",
                        "supertoken",
                        "ptisp",
                        "RK",
                        "ptcz",
                        "ptwebqq");
        assertThat(client.namesOf("qq.com")).endsWith("ptwebqq");
        assertThat(done.all("Set-Cookie"))
                .noneMatch(cookie -> cookie.toLowerCase(Locale.ROOT).contains("secure"))
                .filteredOn(cookie -> cookie.contains("HttpOnly"))
                .singleElement()
                .asString()
                .startsWith("superkey=");
        String location = followSignature(client, done, "http://w.qq.com/proxy.html?login2qq=1");
        assertThat(client.get(location).status()).isEqualTo(200);
        String ptwebqq = client.cookie("ptwebqq").get(0);
        String vfwebqq = vfwebqq(client, ptwebqq);
        for (String hash : List.of(
                ContactHash.n(1002003004L, ptwebqq),
                ContactHash.q(1002003004L, ptwebqq),
                ContactHash.o(1002003004L, ptwebqq),
                "")) {
            assertThat(client.postR(
                                    "http://s.web2.qq.com/api/get_group_name_list_mask2",
                                    "{\"vfwebqq\":\"" + vfwebqq + "\",\"hash\":\"" + hash + "\"}")
                            .body())
                    .isEqualTo("{\"retcode\":0,\"result\":{\"gmasklist\":[],\"gnamelist\":["
                            + "{\"flag\":16777217,\"name\":\"测试群\",\"gid\":3000000001,\"code\":3500000001},"
                            + "{\"flag\":16777217,\"name\":\"读书会\",\"gid\":3000000002,\"code\":3500000002}],"
                            + "\"gmarklist\":[{\"uin\":3000000002,\"markname\":\"周五读书\"}]}}");
        }
        assertThat(client.json(client.postR(
                                "http://s.web2.qq.com/api/get_user_friends2",
                                "{\"vfwebqq\":\"" + vfwebqq + "\",\"hash\":\"0123\"}"))
                        .path("retcode")
                        .asInt())
                .isEqualTo(50);
    }

    /** The key sets that twqq builds its objects from: one more and it fails. */
    @Test
    void contactListsHaveExactlyTheKnownKeys() throws Exception {
        HistoricalClient client = signedIn();
        String token = "vfwebqq=" + client.vfwebqq() + "&t=1";
        JsonNode friends = client.json(client.postR(
                        "http://s.web2.qq.com/api/get_user_friends2",
                        "{\"h\":\"hello\",\"vfwebqq\":\"" + client.vfwebqq() + "\"}"))
                .path("result");
        assertThat(keys(friends)).containsExactly("friends", "marknames", "categories", "vipinfo", "info");
        assertThat(keys(friends.at("/info/0"))).containsExactly("face", "flag", "nick", "uin");
        assertThat(keys(friends.at("/vipinfo/0"))).containsExactly("vip_level", "u", "is_vip");
        JsonNode group = client.json(client.get(
                        "http://s.web2.qq.com/api/get_group_info_ext2?gcode=3500000001&cb=undefined&" + token))
                .path("result");
        assertThat(keys(group)).containsExactly("stats", "minfo", "ginfo", "cards", "vipinfo");
        assertThat(keys(group.at("/minfo/0"))).containsExactly("nick", "province", "gender", "uin", "country", "city");
        assertThat(keys(group.path("ginfo")))
                .containsExactly(
                        "face",
                        "memo",
                        "class",
                        "fingermemo",
                        "code",
                        "createtime",
                        "flag",
                        "level",
                        "name",
                        "gid",
                        "owner",
                        "members",
                        "option");
        assertThat(group.path("cards").toString()).isEqualTo("[{\"muin\":2000000001,\"card\":\"群名片明\"}]");
        JsonNode person = client.json(client.get("http://s.web2.qq.com/api/get_friend_info2?tuin=2000000002&" + token));
        assertThat(person.at("/result/nick").asText()).isEqualTo("Bea");
        assertThat(person.at("/result/stat").asInt()).isEqualTo(30);
        assertThat(client.get("http://s.web2.qq.com/api/get_single_long_nick2?tuin=2000000001&" + token)
                        .body())
                .isEqualTo("{\"retcode\":0,\"result\":[{\"uin\":2000000001,\"lnick\":\"风起时\"}]}");
        assertThat(client.json(client.get("http://s.web2.qq.com/api/get_group_info_ext2?gcode=1&" + token))
                        .path("retcode")
                        .asInt())
                .isEqualTo(100001);
    }

    @Test
    void wrongTokenOrCodeIsAnsweredAsExpired() throws Exception {
        HistoricalClient client = sandbox.client();
        client.get("https://ssl.ptlogin2.qq.com/ptqrshow?t=1");
        assertThat(client.get("https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken=1")
                        .body())
                .isEqualTo("ptuiCB('65','0','','0','二维码已失效。(4012918406)', '');\r\n");
        client.forgetCookies();
        assertThat(client.get("https://ssl.ptlogin2.qq.com/ptqrlogin").body()).startsWith("ptuiCB('65'");
    }

    @Test
    void usedCodeIsExpired() throws Exception {
        HistoricalClient client = sandbox.client();
        client.get("https://ssl.ptlogin2.qq.com/ptqrshow?t=1");
        sandbox.control("/sandbox/scan", "{}");
        client.get("https://ssl.ptlogin2.qq.com/ptqrlogin");
        assertThat(client.get("https://ssl.ptlogin2.qq.com/ptqrlogin").body()).startsWith("ptuiCB('0'");
        assertThat(client.get("https://ssl.ptlogin2.qq.com/ptqrlogin").body()).startsWith("ptuiCB('65'");
    }

    @Test
    void redirectNeverLeavesTheKnownDomain() throws Exception {
        HistoricalClient client = sandbox.client();
        client.get("https://ssl.ptlogin2.qq.com/ptqrshow?t=1");
        sandbox.control("/sandbox/scan", "{}");
        String ask = "https://ssl.ptlogin2.qq.com/ptqrlogin?u1=http%3A%2F%2Fevil.example%2F.qq.com";
        client.get(ask);
        RawHttp.Answer done = client.get(ask);
        followSignature(client, done, "http://w.qq.com/proxy.html?login2qq=1&webqq_type=10");
        String url = done.body().split("','")[2];
        assertThat(client.get(url.replaceFirst("s_url=[^&]*", "s_url=http%3A%2F%2Fw.qq.com%2F%0D%0AX:1"))
                        .header("Location"))
                .isEqualTo("http://w.qq.com/proxy.html?login2qq=1&webqq_type=10");
    }

    @Test
    void everyHostServesItsOwnPathsOnly() throws Exception {
        HistoricalClient client = sandbox.client();
        assertThat(client.get("http://s.web2.qq.com/channel/poll2").status()).isEqualTo(404);
        assertThat(client.get("http://d1.web2.qq.com/api/getvfwebqq").status()).isEqualTo(404);
        assertThat(client.get("http://w.qq.com/ptqrshow").status()).isEqualTo(404);
        assertThat(client.get("http://w.qq.com/sandbox/state").status()).isEqualTo(404);
        assertThat(client.get("http://d1.web2.qq.com/proxy.html?v=20151105001").status())
                .isEqualTo(200);
        assertThat(client.get("http://webqq.example/ptqrshow").header("Content-Type"))
                .isEqualTo("image/png");
        assertThat(client.get("http://127.0.0.1/proxy.html").status()).isEqualTo(200);
        assertThat(client.get("http://127.0.0.1/nowhere").status()).isEqualTo(404);
    }

    @Test
    void malformedSendIsRefusedAndTheSessionGoesOn() throws Exception {
        HistoricalClient client = signedIn();
        String url = "http://d1.web2.qq.com/channel/send_buddy_msg2";
        String session = ",\"psessionid\":\"" + client.psessionid() + "\"}";
        assertThat(retcode(client, client.post(url, "r=not json"))).isEqualTo(100006);
        assertThat(retcode(client, client.postR(url, "[1]"))).isEqualTo(100006);
        assertThat(retcode(client, client.postR(url, "{\"to\":2000000001,\"content\":\"plain\"" + session)))
                .isEqualTo(100006);
        assertThat(retcode(client, client.postR(url, "{\"to\":7,\"content\":\"[]\"" + session)))
                .isEqualTo(100001);
        assertThat(client.sendToFriend(RunningSandbox.BEA, "fine")
                        .path("retcode")
                        .asInt(-1))
                .isZero();
    }

    private HistoricalClient signedIn() throws Exception {
        HistoricalClient client = sandbox.client();
        client.get("https://ssl.ptlogin2.qq.com/ptqrshow?t=1");
        sandbox.control("/sandbox/scan", "{}");
        client.get("https://ssl.ptlogin2.qq.com/ptqrlogin");
        client.get(client.get("https://ssl.ptlogin2.qq.com/ptqrlogin").body().split("','")[2]);
        return client.vfwebqq(vfwebqq(client, "")).link("d1.web2.qq.com");
    }

    private static int retcode(HistoricalClient client, RawHttp.Answer answer) throws Exception {
        return client.json(answer).path("retcode").asInt(-1);
    }

    private static String vfwebqq(HistoricalClient client, String ptwebqq) throws Exception {
        return client.json(client.get("http://s.web2.qq.com/api/getvfwebqq?ptwebqq=" + ptwebqq
                        + "&clientid=53999199&psessionid=&t=1"))
                .at("/result/vfwebqq")
                .asText();
    }

    /** Visits the URL of a successful ptuiCB and checks the cookies that check_sig sets, in their order. */
    private static String followSignature(HistoricalClient client, RawHttp.Answer done, String location)
            throws Exception {
        RawHttp.Answer redirect = client.get(done.body().split("','")[2]);
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.bytes()).isEmpty();
        assertThat(redirect.header("Location")).isEqualTo(location);
        assertThat(names(redirect))
                .containsExactly(
                        "uin",
                        "skey",
                        "pt2gguin",
                        "p_skey",
                        "pt4_token",
                        "p_uin",
                        "p_skey",
                        "pt4_token",
                        "p_uin",
                        "ptwebqq");
        assertThat(redirect.all("Set-Cookie").subList(5, 8))
                .containsExactly(
                        "p_uin=; EXPIRES=Fri, 02-Jan-1970 00:00:00 GMT; PATH=/; DOMAIN=qq.com;",
                        "p_skey=; EXPIRES=Fri, 02-Jan-1970 00:00:00 GMT; PATH=/; DOMAIN=qq.com;",
                        "pt4_token=; EXPIRES=Fri, 02-Jan-1970 00:00:00 GMT; PATH=/; DOMAIN=qq.com;");
        return redirect.header("Location");
    }

    private static List<String> names(RawHttp.Answer answer) {
        return answer.all("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf('=')))
                .toList();
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String scan(RawHttp.Answer picture) throws Exception {
        return scan(picture.bytes());
    }

    /** What a QR code says. */
    static String scan(byte[] picture) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        var source = new RGBLuminanceSource(width, image.getHeight(), pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
