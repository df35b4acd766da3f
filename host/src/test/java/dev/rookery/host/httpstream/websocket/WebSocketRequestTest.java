package dev.rookery.host.httpstream.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketRequestTest {

    @ParameterizedTest
    @CsvSource({
        "ws://gateway.example, http://gateway.example, /, gateway.example",
        "wss://gateway.example:443/a?b=c, https://gateway.example:443/a?b=c, /a?b=c, gateway.example",
        "WSS://[::1]:8443/é, https://[::1]:8443/%C3%A9, /%C3%A9, [::1]:8443"
    })
    void addressIsKnownToCookiesAndConnectionsAsHttp(String uri, String http, String target, String authority) {
        WebSocketRequest request = WebSocketRequest.to(uri).build();

        assertThat(request.uri()).hasToString(http);
        assertThat(request.target()).isEqualTo(target);
        assertThat(request.origin().authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/",
                "ws:///path",
                "ws://user:secret@host/",
                "ws://host/?token=secret#part",
                "ws://host:0/?token=secret",
                "ws://host:70000/?token=secret",
                "ws://host/?token=secret with space"
            })
    void otherAddressesAreRefusedWithoutRepeatingThem(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebSocketRequest.to(uri).build())
                .withMessageStartingWith("address: ")
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upgrade", "CONNECTION", "Sec-WebSocket-Key", "Content-Length"})
    void fieldsOfTheHandshakeAreNotTheCallers(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> WebSocketRequest.to("ws://host").header(name, "x").build())
                .withMessageStartingWith(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "é", "once"})
    void subprotocolIsATokenOfferedOnce(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        WebSocketRequest.to("ws://host").subprotocol("once").subprotocol(name));
    }

    @Test
    void queryAndFieldsAreNotInItsText() {
        assertThat(WebSocketRequest.to("ws://host/path;id=secret?token=secret")
                        .header("Authorization", "secret")
                        .build())
                .hasToString("web socket host/path;…");
    }

    @Test
    void limitsNameTheValueThatIsWrong() {
        WebSocketLimits limits = WebSocketLimits.DEFAULTS;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withMaxMessageBytes(0))
                .withMessage("maxMessageBytes: 0 (expected: more than zero)");
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withMaxOutgoingBytes(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withHandshakeTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withCloseTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withPings(Duration.ofMillis(-1), Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withPings(Duration.ZERO, Duration.ZERO));
        assertThat(limits.withPings(Duration.ZERO, Duration.ofSeconds(1)).pingInterval())
                .isZero();
    }
}
