package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.control.Answer;
import dev.rookery.host.plugin.TestJar;
import dev.rookery.host.testing.CapturedLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host with a plugin from its jar, whose configuration is edited while it runs. */
@Timeout(120)
class LiveConfigIntegrationTest {

    private static final String FILE = """
            line:
              listen: 127.0.0.1:0
            data: data
            plugins:
              directory: jars
              greeter:
                word: hello
            """;

    @TempDir
    Path folder;

    private Path file;
    private Rookery rookery;
    private Socket socket;
    private BufferedReader answers;

    @BeforeEach
    void start() throws Exception {
        TestJar.plugin("greeter").with("""
                        public record Settings(String word) {
                            public Settings {
                                if (word.equals("boo")) {
                                    throw new IllegalArgumentException("word: boo (expected: a kind one)");
                                }
                            }
                        }
                        volatile String before = "nothing";
                        """).onEnable("""
                        dev.rookery.api.config.ConfigHandle<Settings> settings = context.config(Settings.class);
                        settings.onChange(now -> before = before + ", " + now.word());
                        context.onMessage(message -> {
                            for (int i = 0; i < 10 && message.text().equals("flood"); i++) {
                                message.reply("drop");
                            }
                            if (message.text().startsWith("http:")) {
                                try {
                                    context.http().fetch(dev.rookery.api.http.HttpRequest.get(message.text()));
                                } catch (dev.rookery.api.http.HttpFailure failure) {
                                    message.reply("no answer: " + failure.kind());
                                    return Outcome.CONSUMED;
                                }
                            }
                            message.reply(settings.get().word() + " after " + before);
                            return Outcome.CONSUMED;
                        });
                        """).writeTo(folder.resolve("jars"), "greeter.jar");
        file = folder.resolve("rookery.yml");
        write(FILE);
        rookery = new Rookery(ConfigDocument.read(file), Instant.now(), event -> {});
        rookery.start();
        InetSocketAddress line = rookery.lineAddress().orElseThrow();
        socket = new Socket(line.getAddress(), line.getPort());
        socket.setSoTimeout(20_000);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        rookery.stop();
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    private String say(String text) throws IOException {
        socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
        return answers.readLine();
    }

    private Answer type(String command) throws Exception {
        return rookery.desk()
                .take(List.of(command.split(" ")))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private Answer edit(String from, String to) throws Exception {
        write(FILE.replace(from, to));
        return type("config");
    }

    @Test
    void anEditIsNoticedAndThePluginIsTold() throws Exception {
        assertThat(say("x")).isEqualTo("hello after nothing");
        write(FILE.replace("hello", "good day"));
        Eventually.holds("its listeners are told", () -> say("x").equals("good day after nothing, good day"));
        assertThat(type("config")).isEqualTo(Answer.done("nothing has changed"));
    }

    @Test
    void theOperatorsCommandTakesItAtOnceAndSaysWhatHasChanged() throws Exception {
        assertThat(type("config")).isEqualTo(Answer.done("nothing has changed"));
        assertThat(edit("hello", "hi")).isEqualTo(Answer.done(file + ":7:5 plugins.greeter.word: changed"));
        assertThat(say("x")).isEqualTo("hi after nothing, hi");
        assertThat(type("config now").exit()).isEqualTo(Answer.USAGE);
    }

    @Test
    void aMistakeAnywhereLeavesEverythingAsItWas() throws Exception {
        Answer answer = edit("hello", "hi\nowners: [line]\nlimit: 3");
        assertThat(answer.exit()).isEqualTo(Answer.FAILED);
        assertThat(answer.text()).startsWith(file + ":9:1 limit: unknown key").endsWith("nothing was changed");
        assertThat(say("x")).isEqualTo("hello after nothing");
        assertThat(edit("hello", "hi")).isEqualTo(Answer.done(file + ":7:5 plugins.greeter.word: changed"));
    }

    @Test
    void aMistakeIsToldOnceInTheLog() throws Exception {
        try (CapturedLog log = CapturedLog.of(LiveConfig.class)) {
            write(FILE + "limit: 3\n");
            Eventually.holds("it is told", () -> !log.errors().isEmpty());
            assertThat(log.errors()).singleElement().asString().contains(file + ":8:1 limit: unknown key");
        }
    }

    @Test
    void whatThePluginRefusesLeavesItsOldSettings() throws Exception {
        Answer answer = edit("hello", "boo");
        assertThat(answer.exit()).isEqualTo(Answer.FAILED);
        assertThat(answer.text())
                .isEqualTo(file + ":7:5 plugins.greeter.word: changed\n"
                        + "plugin greeter refuses its settings, the old ones stay: " + file
                        + ":7:11 plugins.greeter.word: boo (expected: a kind one)");
        assertThat(say("x")).isEqualTo("hello after nothing");
    }

    @Test
    void whatIsOnAndOffChangesAndWhatWasSwitchedByCommandGoesOnToCount() throws Exception {
        assertThat(type("scope off greeter line/friend/9").text()).isEqualTo("done");
        Answer answer = edit("data: data", "data: data\nscope: {greeter: {everywhere: off}, other: {off: [line]}}");
        assertThat(answer.text()).contains(file + ":4:19 scope.greeter.everywhere: changed");
        assertThat(type("scope").text()).contains("line/friend/9", "scope.greeter.everywhere");
        edit("data: data", "data: data\nscope: {other: {off: [line]}}");
        assertThat(type("scope").text()).contains("line/friend/9").doesNotContain("scope.greeter.everywhere");
        assertThat(say("x")).isEqualTo("hello after nothing");
    }

    @Test
    void aPluginsLimitsCountAtOnce() throws Exception {
        assertThat(flood()).isEqualTo(10);
        Answer answer = edit("data: data", "data: data\nlimits: {greeter: {per-chat: {burst: 2, per-second: 0.001}}}");
        assertThat(answer.text()).contains(file + ":4:31 limits.greeter.per-chat.burst: changed");
        assertThat(flood()).isEqualTo(7);
    }

    /** How many of ten words are said, where five are free. */
    private int flood() throws IOException {
        socket.getOutputStream().write("flood\nend\n".getBytes(StandardCharsets.UTF_8));
        int drops = 0;
        while (answers.readLine().equals("drop")) {
            drops++;
        }
        if (drops == 10) {
            answers.readLine(); // the answer to the end, after that to the flood
        }
        return drops;
    }

    @Test
    void whatPluginsMayAskTheWebCountsAtOnce() throws Exception {
        String noWebServer = "http://127.0.0.1:" + socket.getPort() + "/";
        assertThat(say(noWebServer)).isEqualTo("no answer: ADDRESS");
        assertThat(edit("data: data", "data: data\noutgoing: {allow: [127.0.0.1]}"))
                .isEqualTo(Answer.done(file + ":4:12 outgoing.allow: changed"));
        assertThat(say(noWebServer)).isEqualTo("no answer: NETWORK");
    }

    @Test
    void whatCountsFromTheNextStartOnIsSaid() throws Exception {
        try (CapturedLog log = CapturedLog.of(LiveConfig.class)) {
            String waits = file + ":3:1 data: counts from the next start on";
            assertThat(edit("data: data", "data: elsewhere")).isEqualTo(Answer.done(waits));
            assertThat(type("config")).isEqualTo(Answer.done(waits));
            assertThat(log.warnings()).singleElement().asString().endsWith(file + ":3:1 data");
            assertThat(edit("none", "none")).isEqualTo(Answer.done("nothing has changed"));
            assertThat(log.warnings()).hasSize(1);
        }
    }
}
