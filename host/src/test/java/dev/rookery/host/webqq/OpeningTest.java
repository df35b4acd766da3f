package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses of the login page are visited; the way in itself is in {@link QrLoginIntegrationTest}. */
class OpeningTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://ptlogin4.web2.qq.com/check_sig?x=1", "https://ptlogin2.web2.qq.com/check_sig"})
    void hostsOfQqAreVisited(String address) {
        assertThat(Opening.objection(URI.create(address), false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://qq.com.example.org/check_sig",
                "https://evilqq.com/check_sig",
                "https://ptlogin4.web2.qq.com@example.org/check_sig",
                "https://example.org/.qq.com"
            })
    void otherHostsAreVisitedOnlyThroughAnEndpoint(String address) {
        assertThat(Opening.objection(URI.create(address), false))
                .get()
                .asString()
                .contains("expected: a host of qq.com");
        assertThat(Opening.objection(URI.create(address), true)).isEmpty();
    }
}
