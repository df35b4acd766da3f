package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.config.ConfigException;
import dev.rookery.host.guard.GuardOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code limits}. */
class LimitsConfigTest {

    private static RookeryConfig config(String limits) {
        return ConfigDocument.parse(Path.of("rookery.yml"), "limits:\n  " + limits + "\n", Map.of())
                .bind(RookeryConfig.class);
    }

    @Test
    void whatIsNotWrittenIsAsEver() {
        assertThat(config("").limits("echo")).isEqualTo(GuardOptions.defaults());
        assertThat(config("all: {}\n  echo: {per-chat: {}, breaker: {}}").limits("echo"))
                .isEqualTo(GuardOptions.defaults());
    }

    @Test
    void aPluginsOwnComeBeforeThoseForAll() {
        RookeryConfig config = config("""
                all: {deadline: 20s, threads: 2, per-chat: {burst: 7}}
                  echo: {deadline: 60s, slow: 40s, per-chat: {per-second: 0.5}, breaker: {failures: 2}}
                """);
        GuardOptions echo = config.limits("echo");
        assertThat(echo.deadline()).isEqualTo(Duration.ofSeconds(60));
        assertThat(echo.slow()).isEqualTo(Duration.ofSeconds(40));
        assertThat(echo.threads()).isEqualTo(2);
        assertThat(echo.perChat()).isEqualTo(new GuardOptions.Rate(7, 0.5));
        assertThat(echo.breaker())
                .isEqualTo(new GuardOptions.Trip(2, Duration.ofSeconds(30), Duration.ofMinutes(10), 3));
        assertThat(config.limits("dice").deadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.limits("dice").perChat()).isEqualTo(new GuardOptions.Rate(7, 10));
    }

    @Test
    void whatIsLeftToTheDefaultMakesRoom() {
        assertThat(config("all: {deadline: 3s}").limits("echo").slow()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config("all: {breaker: {pause: 1h}}")
                        .limits("echo")
                        .breaker()
                        .longestPause())
                .isEqualTo(Duration.ofHours(1));
        assertThat(config("all: {breaker: {longest-pause: 5s}}")
                        .limits("echo")
                        .breaker()
                        .pause())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo: {slow: 0s}                                  | 2:16 limits.echo.slow: PT0S (expected: more than zero, at most 1h)
            echo: {deadline: 2h}                              | 2:20 limits.echo.deadline: PT2H (expected: more than zero, at most 1h)
            echo: {grace: 11m}                                | 2:17 limits.echo.grace: PT11M (expected: 0s to 10m)
            echo: {lost-threads: 0}                           | 2:24 limits.echo.lost-threads: 0 (expected: 1 to 100)
            echo: {saturation: 0s}                            | 2:22 limits.echo.saturation: PT0S (expected: more than zero, at most 1h)
            echo: {allocation: 1KiB}                          | 2:22 limits.echo.allocation: 1024B (expected: 1MiB or more)
            echo: {threads: 257}                              | 2:19 limits.echo.threads: 257 (expected: 1 to 256)
            echo: {per-chat: {burst: 0}}                      | 2:28 limits.echo.per-chat.burst: 0 (expected: 1 to 1000000)
            echo: {per-plugin: {per-second: 0}}               | 2:35 limits.echo.per-plugin.per-second: 0.0 (expected: more than 0, at most 1000000)
            echo: {breaker: {failures: 21}}                   | 2:30 limits.echo.breaker.failures: 21 (expected: 1 to 20)
            echo: {breaker: {openings: 0}}                    | 2:30 limits.echo.breaker.openings: 0 (expected: 1 to 100)
            echo: {breaker: {pause: 2m, longest-pause: 1m}}   | 2:46 limits.echo.breaker.longest-pause: PT1M (expected: not less than the pause, PT2M)
            echo: {slow: 2s, deadline: 1s}                    | 2:16 limits.echo.slow: PT2S (expected: at most the deadline, PT1S)
            echo: {slow: 31s}                                 | 2:3 limits: limits.echo.slow: PT31S (expected: at most the deadline, PT30S)
            echo: {dedline: 1s}                               | 2:10 limits.echo.dedline: unknown key, did you mean 'deadline'?
            """)
    void aMistakeIsToldWithItsPlaceAndWhatWouldBeRight(String limits, String told) {
        assertThatThrownBy(() -> config(limits))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("rookery.yml:" + told);
    }

    @Test
    void limitsOfPluginsThatAreNotThereAreTold() {
        assertThat(config("all: {threads: 1}\n  ehco: {threads: 1}").withoutPlugin(List.of()))
                .singleElement()
                .asString()
                .startsWith("limits.ehco: there is no such plugin");
    }
}
