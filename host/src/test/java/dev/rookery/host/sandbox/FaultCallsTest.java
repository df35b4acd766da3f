package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultCallsTest {

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options);

    private RawHttp.Answer post(String path, String form) throws Exception {
        try (RawHttp client = sandbox.connect()) {
            return client.send("POST /sandbox/" + path
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: " + form.length() + "\r\n\r\n" + form)
                    .read();
        }
    }

    @Test
    void faultsAreAddedListedAndRemoved() throws Exception {
        assertThat(post("faults", "kind=status&code=504&endpoint=/proxy.html&times=1&account=&share=1&seed=3")
                        .body())
                .isEqualTo("{\"id\":1}");
        assertThat(sandbox.control("/sandbox/faults", "{\"kind\":\"cut\",\"account\":" + RunningSandbox.SELF + "}")
                        .path("id")
                        .asInt())
                .isEqualTo(2);
        assertThat(sandbox.client().get("http://w.qq.com/proxy.html").status()).isEqualTo(504);
        JsonNode faults = sandbox.control("/sandbox/faults", null).path("faults");
        assertThat(faults.get(0).toString())
                .isEqualTo("{\"id\":1,\"kind\":\"status\",\"endpoint\":\"/proxy.html\",\"account\":null,\"times\":1,"
                        + "\"share\":1.0,\"struck\":1,\"over\":true,"
                        + "\"parameters\":{\"code\":\"504\",\"effect\":\"none\",\"message\":\"queued\"}}");
        assertThat(faults.at("/1/account").asLong()).isEqualTo(RunningSandbox.SELF);
        assertThat(faults.at("/1/times").isNull()).isTrue();
        assertThat(post("faults/remove", "id=2").body()).isEqualTo("{\"removed\":1}");
        assertThat(post("faults/clear", "").body()).isEqualTo("{\"removed\":1}");
        assertThat(sandbox.control("/sandbox/faults", null).path("faults")).isEmpty();
    }

    @Test
    void everyKindTellsWhatItIsAndWhatItWants() throws Exception {
        JsonNode kinds = sandbox.control("/sandbox/faults/kinds", null).path("kinds");
        assertThat(kinds).hasSize(FaultKind.values().length).allSatisfy(kind -> {
            assertThat(kind.path("meaning").asText()).endsWith(".");
            assertThat(post("faults", "kind=" + kind.path("kind").asText()).status())
                    .isEqualTo(200);
        });
        assertThat(kinds.at("/0").toString())
                .isEqualTo("{\"kind\":\"delay\",\"meaning\":\"Answers late.\",\"endpoint\":\"*\",\"parameters\":["
                        + "{\"name\":\"millis\",\"meaning\":\"how late, in milliseconds\",\"default\":\"1000\","
                        + "\"min\":0,\"max\":300000},{\"name\":\"when\",\"meaning\":\"the wait is before or after the "
                        + "request takes effect\",\"default\":\"before\",\"choices\":[\"before\",\"after\"]}]}");
    }

    @Test
    void badInputIsToldWhatIsExpected() throws Exception {
        refused("kind=nothing", "kind: \\\"nothing\\\" (expected one of: delay, silence, cut");
        refused("kind=delay&millis=soon", "millis: soon (expected: a number from 0 to 300000)");
        refused("kind=delay&seconds=1", "seconds: delay does not know it (expected: millis, when)");
        refused("kind=delay&times=x", "times: \\\"x\\\" (expected: a number)");
        refused("kind=delay&times=0", "times: 0 (expected: 1 or more)");
        refused("kind=delay&share=2", "share: 2.0 (expected: 0 to 1)");
        refused("kind=delay&share=half", "share: \\\"half\\\" (expected: 0 to 1)");
        refused("kind=delay&account=4711", "4711");
        refused("kind=delay&endpoint=poll9", "endpoint: WebQQ has no poll9");
        assertThat(post("faults/remove", "id=9").body()).contains("id: 9 (expected: one of /sandbox/faults)");
    }

    private void refused(String form, String error) throws Exception {
        RawHttp.Answer answer = post("faults", form);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"").contains(error);
    }
}
