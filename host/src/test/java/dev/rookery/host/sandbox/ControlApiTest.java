package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.RawHttp;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlApiTest {

    private static final String FRIEND = "friend:" + RunningSandbox.MING;

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofSeconds(30)));

    @Test
    void pageIsServedWithItsFilesAndLoadsNothingElse() throws Exception {
        RawHttp.Answer page = sandbox.controlAnswer("/", null);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self';");
        assertThat(page.body()).contains("/chat.css", "/chat.js").doesNotContain("http://", "https://");
        for (String name : new String[] {"chat", "api", "faces", "faults", "tools", "trace"}) {
            RawHttp.Answer script = sandbox.controlAnswer("/" + name + ".js", null);
            assertThat(script.header("Content-Type")).as(name).isEqualTo("text/javascript; charset=utf-8");
            // What people write reaches the page as text only.
            assertThat(script.body())
                    .as(name)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "://");
        }
        for (String name : new String[] {"chat", "tools"}) {
            assertThat(sandbox.controlAnswer("/" + name + ".css", null).status())
                    .as(name)
                    .isEqualTo(200);
        }
        assertThat(sandbox.controlAnswer("/icon.svg", null).header("Content-Type"))
                .isEqualTo("image/svg+xml");
        assertThat(sandbox.controlAnswer("/", "{}").status()).isEqualTo(405);
    }

    @Test
    void otherNamesAndOtherOriginsAreRefused() throws Exception {
        assertThat(status("GET", "evil.example", "")).isEqualTo(403);
        assertThat(status("GET", "127.0.0.1.evil.example", "")).isEqualTo(403);
        assertThat(status("GET", "localhost:8970", "")).isEqualTo(200);
        assertThat(status("GET", "[::1]:8970", "")).isEqualTo(200);
        assertThat(status("GET", "127.0.0.1:8970", "Origin: http://127.0.0.1:8970\r\n"))
                .isEqualTo(200);
        assertThat(status("GET", "127.0.0.1:8970", "Origin: http://127.0.0.1:9999\r\n"))
                .isEqualTo(403);
        assertThat(status("GET", "127.0.0.1:8970", "Origin: null\r\n")).isEqualTo(403);
    }

    private int status(String method, String host, String fields) throws Exception {
        try (RawHttp client = sandbox.connect()) {
            return client.send(method + " /sandbox/state HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n")
                    .read()
                    .status();
        }
    }

    @Test
    void postsMustSayThatTheyAreJson() throws Exception {
        try (RawHttp client = sandbox.connect()) {
            client.send("POST /sandbox/drop HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 2\r\n\r\n{}");
            RawHttp.Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"Content-Type: text/plain (expected: application/json or "
                            + "application/x-www-form-urlencoded)\"}");
        }
        assertThat(sandbox.controlAnswer("/sandbox/say", "[]").status()).isEqualTo(400);
        assertThat(sandbox.controlAnswer("/sandbox/say", "{").body()).contains("not JSON");
        assertThat(sandbox.controlAnswer("/sandbox/say", null).status()).isEqualTo(405);
        assertThat(sandbox.controlAnswer("/sandbox/nothing", null).body()).contains("/sandbox/say");
    }

    @Test
    void sayingTellsWhatIsWrong() throws Exception {
        refused("{\"chat\":\"nobody\",\"text\":\"x\"}", "chat: \\\"nobody\\\" (expected: friend:<uin>");
        refused("{\"chat\":\"friend:7\",\"text\":\"x\"}", "chat: friend:7 is not in this world");
        refused("{\"chat\":\"group:3000000001\",\"text\":\"x\"}", "from: missing (expected: the uin of a member");
        refused("{\"chat\":\"group:3000000001\",\"from\":2000000002,\"text\":\"x\"}", "from: 2000000002 (expected");
        refused("{\"chat\":\"group:3000000001\",\"from\":1002003004,\"text\":\"x\"}", "other than the account");
        refused("{\"chat\":\"" + FRIEND + "\",\"text\":\"\"}", "text: 0 characters (expected: 1 to 4000)");
        refused("{\"chat\":\"" + FRIEND + "\",\"text\":\"" + "x".repeat(4001) + "\"}", "text: 4001 characters");
        assertThat(sandbox.say(FRIEND, null, "x".repeat(4000))).isPositive();
    }

    private void refused(String body, String error) throws Exception {
        RawHttp.Answer answer = sandbox.controlAnswer("/sandbox/say", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"").contains(error);
    }

    @Test
    void sentMessagesAreListedFromANumberOn() throws Exception {
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        assertThat(sandbox.control("/sandbox/sent", null).toString()).isEqualTo("{\"last\":0,\"sent\":[]}");
        client.sendToFriend(RunningSandbox.MING, "one");
        client.sendToFriend(RunningSandbox.BEA, "two");
        JsonNode all = sandbox.control("/sandbox/sent?since=0", null);
        assertThat(all.path("last").asLong()).isEqualTo(2);
        assertThat(all.path("sent").findValuesAsText("chat")).containsExactly("friend:2000000001", "friend:2000000002");
        JsonNode second = sandbox.control("/sandbox/sent?since=1", null).path("sent");
        assertThat(second).hasSize(1);
        assertThat(second.at("/0/segments").toString()).isEqualTo("[{\"type\":\"text\",\"text\":\"two\"}]");
        assertThat(sandbox.controlAnswer("/sandbox/sent?since=x", null).body())
                .isEqualTo("{\"error\":\"since: \\\"x\\\" (expected: a number)\"}");
    }

    @Test
    void waitingForASentMessageEndsWhenItComes() throws Exception {
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        try (RawHttp waiting = sandbox.connect()) {
            waiting.get("/sandbox/sent?since=0&wait=60000");
            client.sendToFriend(RunningSandbox.MING, "here");
            assertThat(waiting.read().body()).contains("\"text\":\"here\"");
            waiting.get("/sandbox/sent?since=1&wait=1");
            assertThat(waiting.read().body()).isEqualTo("{\"last\":1,\"sent\":[]}");
        }
    }

    @Test
    void historyKeepsBothSidesAndItsBound() throws Exception {
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        String group = "group:" + RunningSandbox.GROUP;
        sandbox.say(group, RunningSandbox.MING, "hi [face:14]");
        client.sendToFriend(RunningSandbox.MING, "elsewhere");
        JsonNode line = sandbox.control("/sandbox/history?chat=" + group, null).at("/lines/0");
        assertThat(line.path("name").asText()).isEqualTo("群名片明");
        assertThat(line.path("bot").asBoolean()).isFalse();
        assertThat(line.at("/segments/1").toString()).isEqualTo("{\"type\":\"face\",\"id\":14}");
        for (int i = 1; i < 205; i++) {
            sandbox.say(group, RunningSandbox.MING, "line " + i);
        }
        JsonNode lines = sandbox.control("/sandbox/history?chat=" + group, null).path("lines");
        assertThat(lines).hasSize(200);
        assertThat(lines.at("/0/text").asText()).isEqualTo("line 5");
        JsonNode friend =
                sandbox.control("/sandbox/history?chat=" + FRIEND, null).at("/lines/0");
        assertThat(friend.path("bot").asBoolean()).isTrue();
        assertThat(friend.path("name").asText()).isEqualTo("Pual");
    }

    @Test
    void stateTellsTheBotTheCodeAndTheContacts() throws Exception {
        JsonNode before = sandbox.control("/sandbox/state", null);
        assertThat(before.path("online").asBoolean()).isFalse();
        assertThat(before.path("qr").isNull()).isTrue();
        assertThat(before.path("contacts")).hasSize(6);
        assertThat(before.at("/contacts/0/name").asText()).isEqualTo("明哥");
        assertThat(before.at("/contacts/3/members").findValuesAsText("name")).containsExactly("群名片明", "路人");
        sandbox.client().get("https://ssl.ptlogin2.qq.com/ptqrshow?t=1");
        JsonNode waiting = sandbox.control("/sandbox/state", null).path("qr");
        assertThat(waiting.path("state").asText()).isEqualTo("waiting");
        assertThat(sandbox.controlAnswer(waiting.path("picture").asText(), null).header("Content-Type"))
                .isEqualTo("image/png");
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        assertThat(sandbox.control("/sandbox/state", null).path("online").asBoolean())
                .isFalse();
        try (RawHttp poll = sandbox.hold(client)) {
            sandbox.say(FRIEND, null, "x");
            poll.read();
            JsonNode after = sandbox.control("/sandbox/state", null);
            assertThat(after.path("online").asBoolean()).isTrue();
            assertThat(after.at("/sessions/0/era").asText()).isEqualTo("B");
            assertThat(after.at("/contacts/0/last/text").asText()).isEqualTo("x");
            assertThat(after.toString()).doesNotContain(client.psessionid(), client.vfwebqq());
        }
        assertThat(sandbox.controlAnswer("/sandbox/scan", "{}").status()).isEqualTo(200);
        assertThat(sandbox.controlAnswer("/sandbox/scan", "{}").body()).contains("no QR code is waiting");
    }

    @Test
    void eventsTellWhatIsSaidAsItIsSaid() throws Exception {
        try (RawHttp events = sandbox.connect()) {
            assertThat(events.get("/sandbox/events").read().header("Content-Type"))
                    .isEqualTo("text/event-stream; charset=utf-8");
            sandbox.say(FRIEND, null, "你好\nzwei");
            String line = events.line();
            while (!line.equals("event: message")) {
                line = events.line();
            }
            JsonNode entry = HistoricalClient.JSON.readTree(events.line().substring("data: ".length()));
            assertThat(entry.path("chat").asText()).isEqualTo(FRIEND);
            assertThat(entry.path("text").asText()).isEqualTo("你好\nzwei");
        }
    }

    @Test
    void inboxThatIsFullRefuses() {
        Inbox inbox = new Inbox();
        Spoken message =
                new Spoken(1, new ChatKey(ChatKey.Kind.FRIEND, 1), 1, Spoken.Venue.NONE, Content.ofPlain("x"), 1);
        for (int i = 0; i < Inbox.MAX; i++) {
            assertThat(inbox.add(message)).isTrue();
        }
        assertThat(inbox.add(message)).isFalse();
    }
}
