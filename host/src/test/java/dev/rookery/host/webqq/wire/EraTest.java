package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpstream.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EraTest {

    private static final Session OLD =
            new Session(Era.A, new QqNumber(1002003004), 66705963, "75a5853e31eda4fb", "vf", "8368");
    private static final Session LATE =
            new Session(Era.B, new QqNumber(1002003004), 53999199, "75a5853e31eda4fb", "vf", "8368");

    @Test
    void eachEraTalksToItsChannelHostFromItsOwnPages() {
        HttpRequest old = requests(Era.A).channel().poll(OLD);
        assertThat(old.uri()).hasToString("https://d.web2.qq.com/channel/poll2");
        assertThat(old.headers())
                .contains(
                        Map.entry("Referer", "http://d.web2.qq.com/proxy.html?v=20110331002&callback=1&id=3"),
                        Map.entry("Origin", "http://d.web2.qq.com"));
        assertThat(requests(Era.A).api().friends(OLD).headers())
                .contains(
                        Map.entry("Referer", "http://s.web2.qq.com/proxy.html?v=20110412001&callback=1&id=3"),
                        Map.entry("Origin", "http://s.web2.qq.com"));
        assertThat(requests(Era.B).channel().poll(LATE).uri()).hasToString("https://d1.web2.qq.com/channel/poll2");
    }

    @Test
    void pollOfEraAAsksWithIdsAndThatOfEraBWithPtwebqq() {
        assertThat(Era.A.poll(OLD)).hasToString("{\"clientid\":66705963,\"psessionid\":\"8368\",\"key\":0,\"ids\":[]}");
        assertThat(Era.B.poll(LATE))
                .hasToString("{\"ptwebqq\":\"75a5853e31eda4fb\",\"clientid\":53999199,"
                        + "\"psessionid\":\"8368\",\"key\":\"\"}");
    }

    @Test
    void firstLoginOfEraANamesNoSessionAndTheNextNamesIt() {
        assertThat(Era.A.login("75a5", 66705963))
                .hasToString("{\"status\":\"online\",\"ptwebqq\":\"75a5\",\"passwd_sig\":\"\","
                        + "\"clientid\":66705963,\"psessionid\":null}");
        assertThat(Era.A.relink(OLD).path("psessionid").asText()).isEqualTo("8368");
    }

    @Test
    void furtherLogin2BringsANewVfwebqqInEraAOnly() throws Exception {
        JsonNode brought = JsonAnswer.JSON.readTree("{\"psessionid\":\"9000\",\"vfwebqq\":\"other\"}");
        Session a = new Session(Era.A, new QqNumber(1234), 1, "bar", "vf", "8368");
        Session b = new Session(Era.B, new QqNumber(1234), 1, "bar", "vf", "8368");
        a.relink(brought);
        b.relink(brought);
        assertThat(a.vfwebqq()).isEqualTo("other");
        assertThat(b.vfwebqq()).isEqualTo("vf");
        assertThat(b.psessionid()).isEqualTo("9000");
    }

    @Test
    void friendsAreAskedForWithAGreetingInEraA() {
        assertThat(Era.A.friends("vf", "HASH")).hasToString("{\"h\":\"hello\",\"hash\":\"HASH\",\"vfwebqq\":\"vf\"}");
        assertThat(Era.B.friends("vf", "HASH")).hasToString("{\"vfwebqq\":\"vf\",\"hash\":\"HASH\"}");
    }

    @Test
    void clientIsARandomNumberOfEightDigitsInEraAAndTheSameForAllInEraB() {
        assertThat(Era.A.newClientId()).isBetween(11_111_111L, 99_999_999L);
        assertThat(Era.B.newClientId()).isEqualTo(53_999_199);
    }

    @Test
    void refusedHashGivesWayToTheNextUntilNoneIsLeft() {
        Session session = new Session(Era.A, new QqNumber(1234), 1, "bar", "vf", "8368");
        assertThat(session.hashInForce()).isEqualTo(ContactHash.O);
        assertThat(session.refuseHash(ContactHash.O)).isTrue();
        assertThat(session.contactHash()).isEqualTo("032B04D2");
        assertThat(session.refuseHash(ContactHash.Q)).isTrue();
        assertThat(session.refuseHash(ContactHash.N)).isTrue();
        assertThat(session.hashInForce()).isEqualTo(ContactHash.P);
        assertThat(session.refuseHash(ContactHash.P)).isFalse();
    }

    @Test
    void hashThatWasRefusedTwiceAtATimeIsReplacedOnce() {
        Session session = new Session(Era.B, new QqNumber(1234), 1, "bar", "vf", "8368");
        assertThat(session.refuseHash(ContactHash.P)).isTrue();
        assertThat(session.refuseHash(ContactHash.P)).isTrue();
        assertThat(session.hashInForce()).isEqualTo(ContactHash.O);
    }

    private static Requests requests(Era era) {
        return new Requests(era, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }
}
