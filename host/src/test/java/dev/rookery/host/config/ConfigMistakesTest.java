package dev.rookery.host.config;

import static dev.rookery.host.config.ConfigFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import dev.rookery.api.config.Secret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigMistakesTest {

    enum Mode {
        ON_MENTION,
        ALWAYS
    }

    record Bot(
            @Default("1") int port,
            @Default("1") long large,
            @Default("1") double rate,
            @Default("true") boolean loud,
            @Default("always") Mode groups,
            @Default("1s") Duration hold,
            @Default("1B") ByteSize size,
            @Default("http://x") URI endpoint,
            @Default(":0") InetSocketAddress listen,
            @Default("x") Path directory,
            @Default("x") Secret password,
            List<Integer> list,
            Set<String> set,
            Map<String, Integer> map,
            Optional<Retry> retry,
            ConfigSection free) {}

    record Retry(
            @Default("3") int max,
            @Doc("Pause between two tries.") Duration pollDelay,
            String name) {}

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("port: many", "1:7 port: found \"many\" (expected: a whole number up to 2147483647)"),
                mistake("port: 0123", "1:7 port: found \"0123\" (expected: a whole number up to 2147483647)"),
                mistake(
                        "port: 2147483648",
                        "1:7 port: found \"2147483648\" (expected: a whole number up to 2147483647)"),
                mistake("port: [1]", "1:7 port: found a list (expected: a whole number up to 2147483647)"),
                mistake("port: {a: 1}", "1:7 port: found a mapping (expected: a whole number up to 2147483647)"),
                mistake(
                        "large: 9223372036854775808",
                        "1:8 large: found \"9223372036854775808\" (expected: a whole number up to 9223372036854775807)"),
                mistake("rate: .inf", "1:7 rate: found \".inf\" (expected: a number such as 0.5)"),
                mistake("rate: 1e999", "1:7 rate: found \"1e999\" (expected: a number such as 0.5)"),
                mistake("loud: yes", "1:7 loud: found \"yes\" (expected: true or false)"),
                mistake("loud: True", "1:7 loud: found \"True\", did you mean 'true'? (expected: true or false)"),
                mistake(
                        "groups: on_mention",
                        "1:9 groups: found \"on_mention\", did you mean 'on-mention'? (expected: one of on-mention, always)"),
                mistake("groups: x", "1:9 groups: found \"x\" (expected: one of on-mention, always)"),
                mistake("hold: 90", "1:7 hold: found \"90\" (expected: a duration such as 500ms, 90s, 2m, 1h or 1d)"),
                mistake(
                        "hold: 999999999999999999d",
                        "1:7 hold: found \"999999999999999999d\" (expected: a duration such as 500ms, 90s, 2m, 1h or 1d)"),
                mistake("size: 10MB", "1:7 size: found \"10MB\" (expected: a size such as 512B, 64KiB, 10MiB or 1GiB)"),
                mistake(
                        "size: 99999999999GiB",
                        "1:7 size: found \"99999999999GiB\" (expected: a size such as 512B, 64KiB, 10MiB or 1GiB)"),
                mistake(
                        "endpoint: localhost:80",
                        "1:11 endpoint: found \"localhost:80\" (expected: an address such as https://example.org)"),
                mistake(
                        "endpoint: 'http://me:pw@a b'",
                        "1:11 endpoint: found \"http://***@a b\" (expected: an address such as https://example.org)"),
                mistake(
                        "listen: 127.0.0.1",
                        "1:9 listen: found \"127.0.0.1\" (expected: an address and port such as 127.0.0.1:10000)"),
                mistake(
                        "listen: 127.0.0.256:1",
                        "1:9 listen: found \"127.0.0.256:1\" (expected: an address and port such as 127.0.0.1:10000)"),
                mistake(
                        "listen: :65536",
                        "1:9 listen: found \":65536\" (expected: an address and port such as 127.0.0.1:10000)"),
                mistake("directory: \"a\\0b\"", "1:12 directory: found \"a?b\" (expected: a path)"),
                mistake("password: [hunter2]", "1:11 password: found a list (expected: a secret text)"),
                mistake("list: 3", "1:7 list: found a single value (expected: a list)"),
                mistake(
                        "list: [1, x, ~]",
                        "1:11 list[1]: found \"x\" (expected: a whole number up to 2147483647)",
                        "1:14 list[2]: found nothing (expected: a whole number up to 2147483647)"),
                mistake("set:\n- a\n- b\n- a", "4:3 set[2]: listed twice (expected: each item once)"),
                mistake("map: [a]", "1:6 map: found a list (expected: a mapping)"),
                mistake(
                        "map:\n  a b.c: x\n  d:",
                        "2:10 map.\"a b.c\": found \"x\" (expected: a whole number up to 2147483647)",
                        "3:3 map.d: found nothing (expected: a whole number up to 2147483647)"),
                mistake(
                        "retry:\n  max: 1",
                        "1:1 retry.poll-delay: missing (expected: a duration such as 500ms, 90s, 2m, 1h or 1d;"
                                + " Pause between two tries)",
                        "1:1 retry.name: missing (expected: a text)"),
                mistake(
                        "retry:\n  name: ~\n  pollDelay: 5s\n  poll-delay: 1s",
                        "2:3 retry.name: missing (expected: a text)",
                        "3:3 retry.pollDelay: unknown key, did you mean 'poll-delay'?"
                                + " (expected: one of max, poll-delay, name)"),
                mistake("retry: soon", "1:8 retry: found a single value (expected: a mapping with poll-delay, name)"),
                mistake(
                        "poort: 1",
                        "1:1 poort: unknown key, did you mean 'port'? (expected: one of port, large, rate, loud, groups,"
                                + " hold, size, endpoint, listen, directory, password, list, …)"),
                mistake("port: 1\nport: 2", "2:1 port: duplicate key, first given in line 1 (expected: each key once)"),
                mistake(
                        "port: 1\n<<: {loud: true}",
                        "2:1: merge keys ('<<') are not supported (expected: the keys written out)"),
                mistake(
                        "? [a]\n: b",
                        "1:3: a key that is a mapping, a list or an alias (expected: a plain text as key)"),
                mistake("'': b", "1:1: an empty key (expected: a plain text as key)"),
                mistake(
                        "directory: !x",
                        "1:12 directory: YAML tags ('!…') are not supported"
                                + " (expected: quotes around a text that begins with '!')"),
                mistake(
                        "list: !!set {a}",
                        "1:7 list: YAML tags ('!…') are not supported"
                                + " (expected: quotes around a text that begins with '!')"),
                mistake("- a", "1:1: found a list (expected: a mapping)"),
                mistake("hello", "1:1: found a single value (expected: a mapping)"),
                mistake("free: 3", "1:7 free: found a single value (expected: a mapping)"),
                mistake(
                        "free:\n  a: [x, {b: 1, b: 2}]\n  c: ${NOPE}",
                        "2:17 free.a[1].b: duplicate key, first given in line 2 (expected: each key once)",
                        "3:6 free.c: environment variable NOPE is not set"
                                + " (expected: the variable to be set, or a default as in ${NOPE:-default})"));
    }

    private static Arguments mistake(String yaml, String... messages) {
        return Arguments.of(
                yaml, Arrays.stream(messages).map("bot.yml:"::concat).toList());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsToldWithItsPlaceAndWhatWasExpected(String yaml, List<String> messages) {
        assertThat(problems(Bot.class, yaml)).containsExactlyElementsOf(messages);
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() {
        assertThat(problems(Bot.class, """
                        map: {a: b}
                        prot: 1
                        hold: x
                        hold: y
                        loud: ${NOPE}
                        retry: {name: x, pause: 1s}
                        """))
                .extracting(line -> line.substring(0, line.indexOf(": ", 10)))
                .containsExactly(
                        "bot.yml:1:10 map.a",
                        "bot.yml:2:1 prot",
                        "bot.yml:3:7 hold",
                        "bot.yml:4:1 hold",
                        "bot.yml:5:7 loud",
                        "bot.yml:6:1 retry.poll-delay",
                        "bot.yml:6:18 retry.pause");
    }

    @Test
    void messageStaysOneLineWhateverTheKeyAndTheValueAre() {
        assertThat(problems(Bot.class, "\"a\\n\\e[31m\": 1\nport: \"x\\r\\n\\u202E" + "y".repeat(100) + "\""))
                .element(1, STRING)
                .isEqualTo("bot.yml:2:7 port: found \"x???" + "y".repeat(56)
                        + "…\" (expected: a whole number up to 2147483647)");
        assertThat(problems(Bot.class, "\"a\\n\\e[31m\": 1").get(0)).startsWith("bot.yml:1:1 \"a??[31m\": unknown key");
    }

    @Test
    void messageOfManyProblemsIsBounded() {
        String yaml = "map:\n" + "  ? [a]\n".repeat(ConfigException.MAX_SHOWN + 5);
        try {
            ConfigFixture.bind(Bot.class, yaml);
        } catch (ConfigException e) {
            assertThat(e.problems()).hasSize(ConfigException.MAX_SHOWN + 5);
            assertThat(e.getMessage().lines()).hasSize(ConfigException.MAX_SHOWN + 1);
            assertThat(e.getMessage()).endsWith("… and 5 more");
            return;
        }
        throw new AssertionError("no problem was found");
    }

    record Checked(
            @Default("5s") Duration pollTimeout,
            @Doc("A number of tries.") @Default("1") int tries,
            @Default("hunter2") Secret secret) {
        Checked {
            if (pollTimeout.isZero()) {
                throw new IllegalArgumentException("pollTimeout: " + pollTimeout + " (expected: more than zero)");
            }
            switch (tries) {
                case 0 -> throw new IllegalArgumentException("tries must be positive");
                case 2 -> throw new IllegalArgumentException("something else is wrong");
                case 3 -> throw new IllegalArgumentException("not with " + secret.reveal());
                case 4 -> throw new UnsupportedOperationException();
                default -> {}
            }
        }
    }

    record Outer(Checked checked) {}

    @Test
    void refusalOfARecordIsPutWhereItBelongs() {
        assertThat(problems(Outer.class, "checked:\n  poll-timeout: 0s"))
                .containsExactly("bot.yml:2:17 checked.poll-timeout: PT0S (expected: more than zero)");
        assertThat(problems(Outer.class, "checked:\n  tries: 0"))
                .containsExactly("bot.yml:2:10 checked.tries: tries must be positive (expected: A number of tries.)");
        assertThat(problems(Outer.class, "checked:\n  tries: 2"))
                .containsExactly("bot.yml:1:1 checked: something else is wrong");
        assertThat(problems(Outer.class, "checked:\n  tries: 4"))
                .containsExactly("bot.yml:1:1 checked: refused, UnsupportedOperationException");
    }

    @Test
    void shortSecretHidesNoReasonThatHasItWithinAWord() {
        assertThat(problems(Outer.class, "checked:\n  tries: 2\n  secret: s"))
                .containsExactly("bot.yml:1:1 checked: something else is wrong");
        assertThat(problems(Outer.class, "checked:\n  tries: 3\n  secret: s"))
                .containsExactly(
                        "bot.yml:1:1 checked: refused; the reason is not shown because a secret is part of it");
    }

    @Test
    void refusalThatNamesASecretIsNotShown() {
        assertThat(problems(Outer.class, "checked:\n  tries: 3\n  secret: ${PASSWORD}"))
                .containsExactly(
                        "bot.yml:1:1 checked: refused; the reason is not shown because a secret is part of it");
    }
}
