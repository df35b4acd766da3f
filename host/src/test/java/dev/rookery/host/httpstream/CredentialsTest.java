package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private final HttpRequest.Builder request = HttpRequest.get("http://h.org/");

    @Test
    void nameMayNotHoldAColonButThePasswordMay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.basicAuth("a:secret", "b"))
                .withMessage("user: holds a colon (expected: none, it ends the name)");
        assertThat(Credentials.basic("a", "b:c")).isEqualTo("Basic YTpiOmM=");
        assertThat(Credentials.basic("", "")).isEqualTo("Basic Og==");
    }

    @Test
    void controlCharactersAreRefusedWithoutRepeatingThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.basicAuth("a", "sec\nret"))
                .withMessage("password: holds a control character (expected: none)");
        assertThatIllegalArgumentException().isThrownBy(() -> request.basicAuth("a\u0085", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sec ret", "sec\r\nret", "secrét", "=", "a=b", "secret,"})
    void tokenThatIsNoneIsRefusedWithoutRepeatingIt(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.bearer(token))
                .withMessageStartingWith("token: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sec"));
    }

    @Test
    void requestDoesNotShowThem() {
        assertThat(request.bearer("secret").build().toString()).doesNotContain("secret");
        assertThat(request.basicAuth("user", "secret").build().toString()).isEqualTo("GET h.org/");
    }
}
