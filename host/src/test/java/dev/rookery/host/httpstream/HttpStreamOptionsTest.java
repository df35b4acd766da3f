package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.host.httpstream.connection.PoolLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpStreamOptionsTest {

    private final HttpStreamOptions defaults = HttpStreamOptions.defaults();

    @Test
    void eachOptionIsChangedAlone() {
        HttpStreamOptions all = defaults.withEndpoint(URI.create("https://h.org:8443/"))
                .withConnectTimeout(Duration.ofSeconds(1))
                .withRequestTimeout(Duration.ofSeconds(2))
                .withIdleTimeout(Duration.ofSeconds(3))
                .withMaxBodyBytes(4)
                .withTrust(Path.of("ca.pem"))
                .withLimits(PoolLimits.DEFAULTS.withConnections(5));

        assertThat(all.endpoint()).isEqualTo(URI.create("https://h.org:8443/"));
        assertThat(all.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(all.requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(all.idleTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(all.maxBodyBytes()).isEqualTo(4);
        assertThat(all.trust()).isEqualTo(Path.of("ca.pem"));
        assertThat(all.limits()).isEqualTo(PoolLimits.DEFAULTS.withConnections(5));
        assertThat(defaults.maxBodyBytes()).as("the original").isEqualTo(8 << 20);
        assertThat(all.withEndpoint(null).withTrust(null).endpoint()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h.org", "ftp://h.org", "http://h.org/path", "http://h.org?q", "http://h.org:0", "http://"})
    void endpointIsAnAddressWithoutPath(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withEndpoint(URI.create(endpoint.equals("http://") ? "http:///" : endpoint)))
                .withMessageStartingWith("endpoint: ")
                .withMessageContaining("expected: ");
    }

    @Test
    void boundsAreMoreThanZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withConnectTimeout(Duration.ZERO))
                .withMessage("connectTimeout: PT0S (expected: more than zero)");
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.withRequestTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.withIdleTimeout(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withMaxBodyBytes(0))
                .withMessage("maxBodyBytes: 0 (expected: more than zero)");
        assertThat(defaults.withMaxBodyBytes(1).maxBodyBytes()).isEqualTo(1);
    }

    @Test
    void delayIsNotNegative() {
        HttpRequest request = HttpRequest.get("http://h.org/").build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Next.request(request, r -> Next.none()).after(Duration.ofMillis(-1)))
                .withMessage("delay: PT-0.001S (expected: zero or more)");
    }
}
