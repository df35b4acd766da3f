package dev.rookery.host.config;

import static dev.rookery.host.config.ConfigFixture.bind;
import static dev.rookery.host.config.ConfigFixture.document;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.config.Default;
import dev.rookery.api.config.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValuesTest {

    enum Groups {
        ON_MENTION,
        ALWAYS
    }

    record Everything(
            String text,
            int whole,
            Long large,
            double decimal,
            boolean flag,
            Groups groups,
            Duration pollTimeout,
            ByteSize size,
            URI endpoint,
            Path directory,
            InetSocketAddress listen,
            List<Integer> list,
            Set<String> set,
            Map<String, Duration> map,
            Optional<Integer> given,
            Optional<Integer> absent,
            Nested nested,
            Secret secret) {}

    private record Nested(String name) {}

    @Test
    void everyTypeIsBoundFromItsText() {
        Everything settings = bind(Everything.class, """
                text: 'it is # all: text'
                whole: -7
                large: 12345678901
                decimal: 1.5e3
                flag: true
                groups: on-mention
                poll-timeout: 90s
                size: 10MiB
                endpoint: https://example.org:8443/x
                directory: a/../plugins
                listen: 127.0.0.1:10000
                list: [3, 1, 3]
                set: [b, a]
                map:
                  z: 1m
                  a: 1d
                given: 5
                absent:
                nested:
                  name: "x"
                secret: p4ss
                """);

        assertThat(settings)
                .isEqualTo(new Everything(
                        "it is # all: text",
                        -7,
                        12345678901L,
                        1500,
                        true,
                        Groups.ON_MENTION,
                        Duration.ofSeconds(90),
                        new ByteSize(10 << 20),
                        URI.create("https://example.org:8443/x"),
                        Path.of("plugins").toAbsolutePath(),
                        new InetSocketAddress("127.0.0.1", 10000),
                        List.of(3, 1, 3),
                        Set.of("a", "b"),
                        Map.of("a", Duration.ofDays(1), "z", Duration.ofMinutes(1)),
                        Optional.of(5),
                        Optional.empty(),
                        new Nested("x"),
                        Secret.of("p4ss")));
        assertThat(settings.set()).containsExactly("b", "a");
        assertThat(settings.map().keySet()).containsExactly("z", "a");
        assertThat(settings.toString()).doesNotContain("p4ss");
    }

    record OfPlugins(LocalTime at, ZoneId zone, Pattern pattern, List<ChatId> chats, PersonId person) {}

    @Test
    void whatPluginsSpeakOfIsBoundFromItsText() {
        OfPlugins settings = bind(OfPlugins.class, """
                at: 09:00
                zone: Asia/Shanghai
                pattern: '(?i)buy +now'
                chats: [pual/group/42, pual/friend/a/b]
                person: pual/1001
                """);
        assertThat(settings.at()).isEqualTo(LocalTime.of(9, 0));
        assertThat(settings.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(settings.pattern().matcher("BUY  NOW").matches()).isTrue();
        assertThat(settings.chats())
                .containsExactly(new ChatId("pual", ChatKind.GROUP, "42"), new ChatId("pual", ChatKind.FRIEND, "a/b"));
        assertThat(settings.person()).isEqualTo(new PersonId("pual", "1001"));
    }

    @ParameterizedTest
    @CsvSource({
        "at, 9 o'clock, a time of day such as 09:00",
        "zone, Nowhere/Land, a time zone such as Asia/Shanghai",
        "pattern, '(', a regular expression such as (?i)spam+",
        "chats, pual/crowd/42, a chat such as pual/group/42",
        "chats, pual/group/, a chat such as pual/group/42",
        "person, pual, a person such as pual/1001",
        "person, pual/, a person such as pual/1001",
    })
    void whatPluginsSpeakOfIsRefusedWithAnExample(String key, String text, String expected) {
        String value = key.equals("chats") ? "['" + text + "']" : "'" + text.replace("'", "''") + "'";
        Map<String, String> all = new LinkedHashMap<>(
                Map.of("at", "09:00", "zone", "UTC", "pattern", "x", "chats", "[]", "person", "a/b"));
        all.put(key, value);
        String yaml = all.entrySet().stream()
                .map(one -> one.getKey() + ": " + one.getValue() + "\n")
                .collect(joining());
        assertThatThrownBy(() -> bind(OfPlugins.class, yaml))
                .hasMessageContaining(text)
                .hasMessageContaining(expected);
    }

    record Text(String text) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "on",
                "0123",
                "1:30",
                "12:30:45",
                "2020-01-01",
                "1_000",
                "0x1F",
                ".inf",
                "12345678901",
                "true"
            })
    void whatYamlWouldTurnIntoSomethingElseStaysText(String text) {
        assertThat(bind(Text.class, "text: " + text).text()).isEqualTo(text);
    }

    @Test
    void textInQuotesIsNeverNothing() {
        assertThat(bind(Text.class, "text: 'null'").text()).isEqualTo("null");
        assertThat(bind(Text.class, "text: ''").text()).isEmpty();
        assertThat(bind(Text.class, "text: !!str").text()).isEmpty();
    }

    @Test
    void textOfSeveralLinesIsKept() {
        assertThat(bind(Text.class, "text: |\n  one\n  two\n").text()).isEqualTo("one\ntwo\n");
    }

    record Listening(InetSocketAddress listen) {}

    @Test
    void addressesAreResolvedWithoutAskingANameServer() throws Exception {
        assertThat(bind(Listening.class, "listen: :0").listen())
                .isEqualTo(new InetSocketAddress(0))
                .matches(address -> address.getAddress().isAnyLocalAddress());
        assertThat(bind(Listening.class, "listen: localhost:80").listen())
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
        assertThat(bind(Listening.class, "listen: '[::1]:80'").listen())
                .isEqualTo(new InetSocketAddress(InetAddress.getByName("::1"), 80));
        assertThat(bind(Listening.class, "listen: bot.example.org:443").listen())
                .isEqualTo(InetSocketAddress.createUnresolved("bot.example.org", 443));
    }

    record Waiting(Duration hold, ByteSize size) {}

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S, 0B, 0",
        "500ms, PT0.5S, 64KiB, 65536",
        "2m, PT2M, 3MiB, 3145728",
        "1d, PT24H, 2GiB, 2147483648"
    })
    void durationsAndSizesHaveUnits(String hold, Duration duration, String size, long bytes) {
        assertThat(bind(Waiting.class, "hold: " + hold + "\nsize: " + size))
                .isEqualTo(new Waiting(duration, new ByteSize(bytes)));
    }

    record Defaults(
            @Default("5s") Duration timeout,
            @Default("[a, b]") List<String> names,
            @Default("") String prefix,
            @Default("echo ") String trimmed,
            @Default("plugins") Path directory,
            @Default("{x: 1}") Map<String, Integer> weights,
            List<String> list,
            Set<String> set,
            Map<String, String> map,
            Optional<String> optional,
            AllDefaults nested,
            ConfigSection section) {}

    record AllDefaults(@Default("3") int max, Optional<AllDefaults> fallback) {}

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "# only a comment\n", "---\n", "{}", "~", "timeout:\nnames: ~\nnested:\nlist: null\n"})
    void whatIsNotGivenIsTheDefault(String yaml) {
        Defaults settings = bind(Defaults.class, yaml);

        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.names()).containsExactly("a", "b");
        assertThat(settings.prefix()).isEmpty();
        assertThat(settings.trimmed()).isEqualTo("echo");
        assertThat(settings.directory()).isEqualTo(Path.of("plugins").toAbsolutePath());
        assertThat(settings.weights()).containsExactly(entry("x", 1));
        assertThat(settings.list()).isEmpty();
        assertThat(settings.set()).isEmpty();
        assertThat(settings.map()).isEmpty();
        assertThat(settings.optional()).isEmpty();
        assertThat(settings.nested()).isEqualTo(new AllDefaults(3, Optional.empty()));
        assertThat(settings.section().bind(AllDefaults.class)).isEqualTo(settings.nested());
    }

    @Test
    void aliasesStandForWhatWasAnchored() {
        record Pair(Nested a, Nested b) {}

        assertThat(bind(Pair.class, "a: &x\n  name: same\nb: *x\n"))
                .isEqualTo(new Pair(new Nested("same"), new Nested("same")));
    }

    record Unsupported(Date date) {}

    record WrongDefault(@Default("soon") Duration hold) {}

    record WrongRest(@Rest List<String> others) {}

    record TwiceTheSameKey(String aB, String a_b) {}

    @Test
    void recordThatIsNoSettingsRecordIsMisuse() {
        ConfigDocument empty = document("");

        assertThatThrownBy(() -> empty.bind(Unsupported.class))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "Unsupported.date java.util.Date is not supported (expected: a record of String");
        assertThatThrownBy(() -> empty.bind(WrongDefault.class))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(ConfigException.class)
                .hasMessageStartingWith("@Default of hold does not fit: ")
                .hasMessageContaining("found \"soon\" (expected: a duration");
        assertThatThrownBy(() -> empty.bind(WrongRest.class)).hasMessageContaining("has @Rest and is no Map");
        assertThatThrownBy(() -> empty.bind(TwiceTheSameKey.class)).hasMessageContaining("has two components for a-b");
    }
}
