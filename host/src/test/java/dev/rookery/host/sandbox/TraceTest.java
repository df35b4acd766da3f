package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.Eventually;
import dev.rookery.host.httpserver.RawHttp;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {

    private static final String B = "d1.web2.qq.com";

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofSeconds(30)));

    private JsonNode last() throws Exception {
        JsonNode requests = sandbox.control("/sandbox/trace", null).path("requests");
        return requests.get(requests.size() - 1);
    }

    @Test
    void requestIsTracedWithItsAnswer() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        client.sendToFriend(RunningSandbox.MING, "hello");
        JsonNode entry = last();
        assertThat(entry.path("account").asLong()).isEqualTo(RunningSandbox.SELF);
        assertThat(entry.path("method").asText()).isEqualTo("POST");
        assertThat(entry.path("host").asText()).isEqualTo(B);
        assertThat(entry.path("path").asText()).isEqualTo("/channel/send_buddy_msg2");
        assertThat(entry.at("/form/r").asText()).contains("\"to\":2000000001,\"content\":\"[\\\"hello\\\"]\"");
        assertThat(entry.path("status").asInt()).isEqualTo(200);
        assertThat(entry.path("code").asText()).isEqualTo("0");
        assertThat(entry.path("end").asText()).isEqualTo("answered");
        assertThat(entry.path("answer").asText()).contains("\"msg\":\"send ok\"");
        assertThat(entry.path("millis").isIntegralNumber()).isTrue();
    }

    @Test
    void noSecretOfASignInIsInTheTrace() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        client.sendToFriend(RunningSandbox.MING, "x");
        client.get("http://s.web2.qq.com/api/get_self_info2?vfwebqq=" + client.vfwebqq());
        String trace = sandbox.control("/sandbox/trace", null).toString();
        assertThat(trace).contains(client.psessionid().substring(0, 4) + "…", "get_self_info2");
        for (String name : new String[] {"ptwebqq", "skey", "p_skey", "superkey", "supertoken", "qrsig", "pt4_token"}) {
            assertThat(trace).as(name).doesNotContain(client.cookie(name).get(0));
        }
        assertThat(trace).doesNotContain(client.psessionid(), client.vfwebqq());
    }

    @Test
    void heldPollIsOpenUntilItsClientGoes() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        RawHttp poll = sandbox.hold(client);
        assertThat(last().path("end").asText()).isEqualTo("open");
        assertThat(last().at("/form/r").asText()).contains("clientid");
        poll.close();
        Eventually.holds(
                "the end of the poll is seen",
                () -> !last().path("end").asText().equals("open"));
        assertThat(last().path("end").asText()).isEqualTo("peer gone");
    }

    @Test
    void faultThatStruckIsNoted() throws Exception {
        sandbox.faults().add(Fault.of(FaultKind.CUT).with("where", "before").with("effect", "none"));
        try (RawHttp client = sandbox.connect().get("/proxy.html")) {
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(last().path("faults").toString()).isEqualTo("[\"cut\"]");
        assertThat(last().path("end").asText()).isEqualTo("taken over");
        assertThat(last().path("status").asInt()).isZero();
    }

    @Test
    void onlyTheLastRequestsAreKeptAndTheirTextsClipped() throws Exception {
        try (RawHttp client = sandbox.connect()) {
            for (int i = 0; i < Trace.MAX + 5; i++) {
                client.get("/proxy.html?text=" + "<&>".repeat(i == Trace.MAX + 4 ? 1000 : 1))
                        .read();
            }
        }
        JsonNode trace = sandbox.control("/sandbox/trace", null);
        assertThat(trace.path("last").asInt()).isEqualTo(Trace.MAX + 5);
        assertThat(trace.path("requests")).hasSize(Trace.MAX);
        assertThat(last().path("query").toString()).hasSizeLessThan(TraceEntry.MAX_TEXT + 20);
        assertThat(sandbox.control("/sandbox/trace?since=" + (Trace.MAX + 3), null)
                        .path("requests"))
                .hasSize(2);
    }

    @Test
    void traceOfOneAccountLeavesTheOthersOut() throws Exception {
        sandbox.client().get("http://w.qq.com/proxy.html");
        sandbox.client().signIn(B);
        JsonNode own = sandbox.control("/sandbox/trace?account=" + RunningSandbox.SELF, null)
                .path("requests");
        assertThat(own)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.path("account").asLong()).isEqualTo(RunningSandbox.SELF));
    }

    @Test
    void readersOfEventsGetTheTraceWhenTheyAskForIt() throws Exception {
        try (RawHttp plain = sandbox.connect();
                RawHttp tracing = sandbox.connect()) {
            plain.get("/sandbox/events").read();
            tracing.get("/sandbox/events?trace=1").read();
            sandbox.client().get("http://w.qq.com/proxy.html");
            assertThat(next(tracing, "request").path("end").asText()).isEqualTo("open");
            assertThat(next(tracing, "request").path("end").asText()).isEqualTo("answered");
            sandbox.control("/sandbox/drop", "{}");
            String line = plain.line();
            while (!line.startsWith("event:")) {
                line = plain.line();
            }
            assertThat(line).isEqualTo("event: state");
        }
    }

    private static JsonNode next(RawHttp events, String name) throws Exception {
        String line = events.line();
        while (!line.equals("event: " + name)) {
            line = events.line();
        }
        return HistoricalClient.JSON.readTree(events.line().substring("data: ".length()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"psessionid\":\"8368046764001d636f6e\",\"to\":1} | {\"psessionid\":\"8368…\",\"to\":1}",
                "{\"retcode\":116,\"p\":\"abc\"} | {\"retcode\":116,\"p\":\"…\"}",
                "http://x/check_sig?uin=1&ptsigx=0123456789abcdef01&s=2 | http://x/check_sig?uin=1&ptsigx=0123…&s=2",
                "ptui_checkVC('0','!ABC','\\x00','0123456789abcdef0123456789abcdef') | ptui_checkVC('0','!ABC','\\x00','0123…')",
                "{\"text\":\"keep this, p and all\"} | {\"text\":\"keep this, p and all\"}",
                "{\"VFWEBQQ\" : \"0123456789abcdef\"} | {\"VFWEBQQ\" : \"0123…\"}"
            })
    void secretsAreMasked(String text, String masked) {
        assertThat(Secrets.mask(text)).isEqualTo(masked);
    }

    @Test
    void parametersAreMaskedByTheirNames() {
        assertThat(Secrets.mask("p_skey", "@short")).isEqualTo("…");
        assertThat(Secrets.mask("hash", "0123456789ABCDEF")).isEqualTo("0123…");
        assertThat(Secrets.mask("uin", "1002003004")).isEqualTo("1002003004");
    }
}
