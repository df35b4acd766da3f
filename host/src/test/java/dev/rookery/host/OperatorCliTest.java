package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.control.Answer;
import dev.rookery.host.plugin.TestJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The operator's command line beside a host that runs, through its control socket, and without one. */
@Timeout(120)
class OperatorCliTest {

    /** Not JUnit's own: a socket wants a short path. */
    private Path folder;

    private Path config;
    private Rookery running;

    private record Printed(int exit, String out, String err) {}

    @BeforeEach
    void configure() throws IOException {
        folder = Files.createTempDirectory("cli");
        config = Files.writeString(folder.resolve("rookery.yml"), """
                line:
                  listen: 127.0.0.1:0
                page:
                  listen: 127.0.0.1:0
                owners: [line]
                data: data
                plugins:
                  directory: plugins
                """);
        TestJar.plugin("hello").writeTo(folder.resolve("plugins"), "hello.jar");
    }

    @AfterEach
    void end() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private void start() throws StartException {
        running = new Rookery(ConfigDocument.read(config), Instant.now(), event -> {});
        running.start();
    }

    private void stop() {
        if (running != null) {
            running.stop();
            running = null;
        }
    }

    private static Printed rookery(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int exit = line.execute(words);
        return new Printed(exit, out.toString().strip(), err.toString().strip());
    }

    private Printed plugin(String... words) {
        String[] all = Stream.concat(Stream.of("plugin", "-c", config.toString()), Stream.of(words))
                .toArray(String[]::new);
        return rookery(all);
    }

    /** Says something on the line network and answers what is said back. */
    private String say(String text) throws IOException {
        InetSocketAddress line = running.lineAddress().orElseThrow();
        try (Socket socket = new Socket(line.getAddress(), line.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    private static Printed printed(String out) {
        return new Printed(Answer.DONE, out, "");
    }

    @Test
    void aRunningHostDoesWhatIsTyped() throws Exception {
        start();
        assertThat(plugin("list")).isEqualTo(printed("hello  1.0.0     ACTIVE  (hello.jar)"));
        assertThat(plugin("reload", "hello")).isEqualTo(printed("hello 1.0.0 is ACTIVE"));
        assertThat(plugin("disable", "hello")).isEqualTo(printed("hello 1.0.0 is DISABLED"));
        assertThat(plugin("list").out()).isEqualTo("hello  1.0.0     DISABLED  (hello.jar)");
        assertThat(plugin("enable", "hello")).isEqualTo(printed("hello 1.0.0 is ACTIVE"));
        assertThat(plugin("info", "hello").out())
                .startsWith("hello 1.0.0 is ACTIVE since ")
                .contains("file: " + folder.resolve("plugins/hello.jar"), "sha-256: ", "starts 3, handlers 1");
        Path other = TestJar.plugin("other").writeTo(folder.resolve("elsewhere"), "other.jar");
        assertThat(plugin("verify", other.toString())).isEqualTo(printed("other.jar: DISCOVERED"));
        assertThat(plugin("add", other.toString())).isEqualTo(printed("other 1.0.0 is ACTIVE"));
        assertThat(plugin("remove", "other")).isEqualTo(printed("other 1.0.0 is STOPPED"));
        assertThat(folder.resolve("plugins/other.jar")).doesNotExist();
        assertThat(plugin("verify")).isEqualTo(printed("hello.jar: DISCOVERED"));
    }

    @Test
    void aRunningHostTellsWhatItCannotDo() throws Exception {
        start();
        assertThat(plugin("reload", "hullo"))
                .isEqualTo(new Printed(Answer.FAILED, "", "no plugin 'hullo' (expected: one of [hello])"));
        assertThat(plugin("frobnicate").exit()).isEqualTo(Answer.USAGE);
        assertThat(plugin("add", folder.resolve("none.jar").toString()).err()).contains("none.jar");
        Files.writeString(folder.resolve("plugins/hello.jar"), "no jar");
        Printed refused = plugin("reload", "hello");
        assertThat(refused.exit()).isEqualTo(Answer.FAILED);
        assertThat(refused.err()).startsWith("hello.jar: ACTIVE: ");
        assertThat(say("anybody?")).as("the old one goes on").isEqualTo("hello");
    }

    @Test
    void whyScopeAndAccountsAreAskedOfTheRunningHost() throws Exception {
        start();
        String data = folder.resolve("data").toString();
        assertThat(say("good morning")).isEqualTo("hello");
        // Heard before it is written down.
        Eventually.holds(
                "its answer is told",
                () -> rookery("why", "--data", data, "good", "morning").out().contains("hello: its answer was sent"));
        assertThat(rookery("why", "--data", data, "good", "morning").out()).contains("\"good morning\"");
        assertThat(rookery("why", "--data", data, "good night").exit()).isEqualTo(Answer.FAILED);
        assertThat(rookery("scope", "--data", data)).isEqualTo(printed("everything is on"));
        assertThat(rookery("scope", "--data", data, "off", "hello", "line")).isEqualTo(printed("done"));
        assertThat(rookery("scope", "--data", data).out()).startsWith("plugin hello is switched off for line");
        assertThat(rookery("scope", "--data", data, "off", "hello", "line", "now", "and then"))
                .extracting(Printed::exit)
                .isEqualTo(Answer.USAGE);
        assertThat(rookery("accounts", "--data", data)).isEqualTo(printed("line  on line"));
    }

    private String page(String path) throws Exception {
        InetSocketAddress page = running.pageAddress().orElseThrow();
        URI address = URI.create("http://127.0.0.1:" + page.getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void thePageShowsWhatTheCommandLineTells() throws Exception {
        start();
        assertThat(say("good morning")).isEqualTo("hello");
        Eventually.holds(
                "its answer is told",
                () -> page("/messages?about=good+morning").contains("hello: its answer was sent"));
        assertThat(page("/messages?about=good+night")).startsWith("no recent message in or with 'good night'");
        assertThat(rookery("scope", "--data", folder.resolve("data").toString(), "off", "hello", "line/friend/42"))
                .isEqualTo(printed("done"));
        assertThat(page("/plugins"))
                .startsWith(
                        "[{\"id\":\"hello\",\"version\":\"1.0.0\",\"file\":\"hello.jar\",\"state\":\"ACTIVE\","
                                + "\"reason\":\"\",\"notes\":[\"plugin hello is switched off for line/friend/42, says rookery scope, ");
        assertThat(page("/plugins/hello"))
                .startsWith("hello 1.0.0 is ACTIVE since ")
                .contains("sha-256: ");
        assertThat(page("/plugins/none")).startsWith("no plugin 'none'");
    }

    @Test
    void whatIsSwitchedWithoutAHostIsHeededByTheNextStart() throws Exception {
        assertThat(plugin("disable", "hello")).isEqualTo(printed("hello 1.0.0 will not be started"));
        assertThat(plugin("list").out()).isEqualTo("hello  1.0.0     DISABLED  (hello.jar)");
        start();
        assertThat(plugin("list").out()).contains("DISABLED");
        stop();
        assertThat(plugin("enable", "hello")).isEqualTo(printed("hello 1.0.0 starts with the host"));
        assertThat(plugin("info", "hello").out())
                .isEqualTo("hello 1.0.0 is DISCOVERED\nfile: " + folder.resolve("plugins/hello.jar"));
        start();
        assertThat(plugin("list").out()).contains("ACTIVE");
    }

    @Test
    void aPluginInQuarantineIsLetOutWithoutAHost() throws Exception {
        start();
        String info = plugin("info", "hello").out();
        stop();
        String sha256 = info.lines()
                .filter(line -> line.startsWith("sha-256: "))
                .findFirst()
                .orElseThrow()
                .substring("sha-256: ".length());
        Path kept = Files.createDirectories(folder.resolve("data/plugins")).resolve("quarantine.txt");
        Files.writeString(kept, "hello\t" + sha256 + "\t2026-11-22T12:00:00Z\tfailed too often\n");

        assertThat(plugin("list").out()).contains("QUARANTINED: failed too often (since 2026-11-22T12:00:00Z)");
        assertThat(plugin("enable", "hello").exit()).isEqualTo(Answer.DONE);
        assertThat(kept).isEmptyFile();
    }

    @Test
    void jarsAreAddedReplacedAndDeletedWithoutAHost() throws Exception {
        Path newer = TestJar.plugin("hello")
                .manifest("Plugin-Version", "2.0.0")
                .writeTo(folder.resolve("elsewhere"), "hello-2.jar");
        Printed added = plugin("add", newer.toString());
        assertThat(added.out()).contains("copied to " + folder.resolve("plugins/hello-2.jar"));
        assertThat(plugin("list").out()).isEqualTo("hello  2.0.0     DISCOVERED  (hello-2.jar)");
        assertThat(plugin("remove", "hello").out()).isEqualTo("deleted " + folder.resolve("plugins/hello-2.jar"));
        assertThat(plugin("list").out()).isEqualTo("no plugins");
        assertThat(plugin("verify").err()).contains("no plugin found (expected: files that end in .jar)");
        assertThat(plugin("remove", "hello").err()).startsWith("no plugin 'hello' in ");

        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");
        assertThat(plugin("add", broken.toString()).exit()).isEqualTo(Answer.FAILED);
        assertThat(folder.resolve("plugins/broken.jar")).doesNotExist();
    }

    @Test
    void whatOnlyARunningHostCanDoSaysSo() {
        assertThat(plugin("reload", "hello"))
                .isEqualTo(new Printed(
                        Answer.NO_HOST,
                        "",
                        "no host runs, so there is nothing to reload; the next start takes "
                                + folder.resolve("plugins/hello.jar") + " as it is then"));
        assertThat(plugin("reload", "hullo").exit()).isEqualTo(Answer.FAILED);
        String data = folder.resolve("data").toString();
        String nobody =
                "no host runs on " + data + " (expected: a running host, of the configuration -c or the folder --data)";
        for (String command : new String[] {"why", "scope", "accounts"}) {
            assertThat(rookery(command, "-c", config.toString())).isEqualTo(new Printed(Answer.NO_HOST, "", nobody));
        }
        assertThat(rookery("plugin", "--data", data, "list")).isEqualTo(new Printed(Answer.NO_HOST, "", nobody));
    }

    @Test
    void wrongUsageAndAWrongConfigurationAreTold() {
        assertThat(rookery("plugin").exit()).isEqualTo(Answer.USAGE);
        assertThat(rookery("scope", "a", "b", "c", "d").exit()).isEqualTo(Answer.USAGE);
        assertThat(rookery("accounts", "now").exit()).isEqualTo(Answer.USAGE);
        Printed missing = rookery("plugin", "-c", folder.resolve("none.yml").toString(), "list");
        assertThat(missing.exit()).isEqualTo(Answer.USAGE);
        assertThat(missing.err()).contains("none.yml");
    }
}
