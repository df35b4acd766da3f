package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.FakeWebQq.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.host.Eventually;
import dev.rookery.host.webqq.wire.ContactHash;
import dev.rookery.host.webqq.wire.Fixtures;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.TokenHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way in by QR code, and what follows check_sig on every way. */
class QrLoginIntegrationTest extends AccountFixture {

    @Test
    void signsInInTheOrderOfTheHistoricalClients() throws Exception {
        server.answers("/ptqrlogin", 200, "ptuiCB('66','0','','0','二维码未失效。(473959432)', '');\r\n");
        server.answers("/ptqrlogin", 200, "ptuiCB('67','0','','0','二维码认证中。(3203423232)', '');\r\n");
        account.start(events);
        assertThat(events.next(AccountStateChanged.class).state()).isEqualTo(AccountState.SIGNING_IN);
        assertThat(events.next(AccountStateChanged.class).state()).isEqualTo(AccountState.NEEDS_PERSON);
        assertThat(events.next(AccountNeedsAttention.class).picture()).isEqualTo(FakeWebQq.PICTURE);
        assertThat(events.next(AccountStateChanged.class).reason()).contains("confirm");
        events.until(AccountState.ONLINE);
        server.awaitSeen("/channel/poll2", 1);
        assertThat(server.paths())
                .containsExactly(
                        "/ptqrshow",
                        "/ptqrlogin",
                        "/ptqrlogin",
                        "/ptqrlogin",
                        "/check_sig",
                        "/proxy.html",
                        "/api/getvfwebqq",
                        "/channel/login2",
                        "/channel/get_online_buddies2",
                        "/api/get_self_info2",
                        "/api/get_user_friends2",
                        "/api/get_group_name_list_mask2",
                        "/api/get_discus_list",
                        "/channel/get_recent_list2",
                        "/channel/poll2");
    }

    @Test
    void sendsWhatServersAskFor() throws Exception {
        online();
        server.awaitSeen("/channel/poll2", 1);
        FakeWebQq.Seen scan = server.seen("/ptqrlogin").get(0);
        assertThat(scan.host()).isEqualTo("ssl.ptlogin2.qq.com");
        assertThat(scan.query())
                .containsEntry("ptqrtoken", Long.toString(TokenHash.hash33("QrsigSecret")))
                .containsEntry("aid", "501004106")
                .containsEntry("u1", "https://w.qq.com/proxy.html?login2qq=1&webqq_type=10");
        assertThat(server.seen("/api/getvfwebqq").get(0).query())
                .containsEntry("ptwebqq", "ptwebqqsecret")
                .containsEntry("clientid", "53999199")
                .containsEntry("psessionid", "");
        FakeWebQq.Seen login = server.seen("/channel/login2").get(0);
        assertThat(login.host()).isEqualTo("d1.web2.qq.com");
        assertThat(login.headers())
                .containsEntry("Referer", "https://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2")
                .containsEntry("Origin", "https://d1.web2.qq.com");
        assertThat(login.headers().get("Cookie")).contains("ptwebqq=ptwebqqsecret", "skey=@skeysecret");
        assertThat(login.r())
                .isEqualTo(Fixtures.json("{\"ptwebqq\":\"ptwebqqsecret\",\"clientid\":53999199,\"psessionid\":\"\","
                        + "\"status\":\"online\"}"));
        JsonNode friends = server.seen("/api/get_user_friends2").get(0).r();
        assertThat(friends.path("vfwebqq").asText()).isEqualTo("vfsecret");
        assertThat(friends.path("hash").asText()).isEqualTo(ContactHash.P.of(new QqNumber(SELF), "ptwebqqsecret"));
        assertThat(server.seen("/channel/poll2").get(0).r())
                .isEqualTo(Fixtures.json("{\"ptwebqq\":\"ptwebqqsecret\",\"clientid\":53999199,"
                        + "\"psessionid\":\"psecret1\",\"key\":\"\"}"));
    }

    @Test
    void expiredCodeIsReplacedAndRemovedWhenScanned() throws Exception {
        server.expiresTheQrCode();
        account.start(events);
        events.next(AccountNeedsAttention.class);
        AccountNeedsAttention second = events.next(AccountNeedsAttention.class);
        assertThat(second.summary()).contains(directory.resolve("pual-qr.png").toString());
        events.until(AccountState.ONLINE);
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(directory.resolve("pual-qr.png")).doesNotExist();
    }

    @Test
    void codeIsAFileWhileItWaits() throws Exception {
        server.holds("/ptqrlogin");
        account.start(events);
        events.next(AccountNeedsAttention.class);
        Path file = directory.resolve("pual-qr.png");
        Eventually.holds(file + " is there", () -> Files.exists(file));
        assertThat(file).hasBinaryContent(FakeWebQq.PICTURE);
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(directory.resolve("pual-qr.png")).doesNotExist();
    }

    @Test
    void codesNobodyScansAreFollowedByAWait() throws Exception {
        for (int i = 0; i < 6; i++) {
            server.expiresTheQrCode();
        }
        account.start(events);
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains("nobody scanned 5 QR codes");
        events.until(AccountState.ONLINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"psessionid\":\"\"}", "{\"psessionid\":null}"})
    void sessionWithoutAKeyIsNone(String result) throws Exception {
        server.answers("/channel/login2", 200, "{\"retcode\":0,\"result\":" + result + "}");
        account.start(events);
        assertThat(events.until(AccountState.RECONNECTING).reason())
                .isEqualTo("login2 answered retcode 0 without a psessionid");
        events.until(AccountState.ONLINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ptqrshow",
                "/ptqrlogin",
                "/check_sig",
                "/api/getvfwebqq",
                "/channel/login2",
                "/channel/get_online_buddies2"
            })
    void everyStepOfTheSignInIsTriedAgain(String path) throws Exception {
        server.cuts(path);
        server.answers(path, 502, "<html>bad gateway</html>");
        online();
        assertThat(server.seen("/channel/poll2")).hasSizeLessThanOrEqualTo(1);
    }
}
