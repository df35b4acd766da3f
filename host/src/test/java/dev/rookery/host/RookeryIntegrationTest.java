package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.config.ConfigException;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.plugin.TestJar;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole host in this process, without plugins: what starts it, what stops it, and that nothing is left. */
class RookeryIntegrationTest {

    @TempDir
    Path folder;

    private final IoLoop sandboxLoop = new IoLoop("sandbox-test");
    private final List<BotEvent> events = new CopyOnWriteArrayList<>();
    private Sandbox sandbox;

    @BeforeEach
    void startSandbox() throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        sandbox = Sandbox.start(sandboxLoop, SandboxOptions.defaults().withAutoScan(true));
    }

    @AfterEach
    void stopSandbox() throws Exception {
        sandbox.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        sandboxLoop.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Rookery rookery(String yaml) {
        ConfigDocument document = ConfigDocument.parse(folder.resolve("rookery.yml"), yaml, Map.of());
        return new Rookery(document, Instant.now(), events::add);
    }

    private String anAccountAndALine() {
        return """
                accounts:
                  pual:
                    network: webqq
                    endpoint: http://127.0.0.1:%d
                line:
                  listen: 127.0.0.1:0
                """.formatted(sandbox.address().getPort());
    }

    private List<AccountState> states(String account) {
        return events.stream()
                .filter(AccountStateChanged.class::isInstance)
                .map(AccountStateChanged.class::cast)
                .filter(changed -> changed.account().equals(account))
                .map(AccountStateChanged::state)
                .toList();
    }

    @Test
    void everyAccountComesOnLineAndGoesOffLineAndNoThreadIsLeft() throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        Rookery rookery = rookery(anAccountAndALine());

        rookery.start();
        rookery.ready().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(rookery.readyLine("")).contains("accounts=1 plugins=0 line=127.0.0.1:");
        InetSocketAddress line = rookery.lineAddress().orElseThrow();
        rookery.stop();
        rookery.stop();

        assertThat(states("pual")).contains(AccountState.ONLINE).endsWith(AccountState.OFFLINE);
        assertThat(states("line")).containsExactly(AccountState.ONLINE, AccountState.OFFLINE);
        assertThatThrownBy(() -> new Socket(line.getAddress(), line.getPort()).close())
                .isInstanceOf(java.net.ConnectException.class);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && !thread.getName().startsWith("ForkJoinPool.commonPool")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void theOperatorsPageIsThereWhileTheHostRuns() throws Exception {
        Rookery rookery = rookery(anAccountAndALine() + "page:\n  listen: 127.0.0.1:0\n");
        rookery.start();
        rookery.ready().toCompletableFuture().get(20, TimeUnit.SECONDS);
        InetSocketAddress page = rookery.pageAddress().orElseThrow();
        assertThat(rookery.readyLine("")).contains("operator=http://127.0.0.1:" + page.getPort());
        assertThat(get(rookery, "/accounts")).contains("\"name\":\"pual\",\"state\":\"ONLINE\"");
        assertThat(rookery.answer("pual", "x").toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isFalse();

        rookery.stop();
        assertThatThrownBy(() -> new Socket(page.getAddress(), page.getPort()).close())
                .isInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void whatCanBeCountedIsThereForPrometheus() throws Exception {
        TestJar.plugin("echo").onEnable("""
                context.onMessage(message -> {
                    if (message.text().equals("boom")) {
                        throw new IllegalStateException("boom");
                    }
                    message.reply(message.text());
                    return Outcome.CONSUMED;
                });
                """).writeTo(folder.resolve("plugins"), "echo.jar");
        Rookery rookery = rookery(anAccountAndALine() + "page:\n  listen: 127.0.0.1:0\n");
        rookery.start();
        rookery.ready().toCompletableFuture().get(20, TimeUnit.SECONDS);
        try (Socket socket = new Socket(
                rookery.lineAddress().orElseThrow().getAddress(),
                rookery.lineAddress().orElseThrow().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("boom\nhello\n".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().readNBytes(6)).isEqualTo("hello\n".getBytes(StandardCharsets.UTF_8));
        }
        // Heard before it is counted.
        String sent = "\nrookery_sends_total{account=\"line\",fate=\"sent\"} 1\n";
        Eventually.holds(
                "what was sent is counted", () -> get(rookery, "/metrics").contains(sent));
        String metrics = get(rookery, "/metrics");
        assertThat(metrics)
                .contains("\nrookery_account_online{account=\"pual\"} 1\n")
                .contains("\nrookery_account_online{account=\"line\"} 1\n")
                .contains("\nrookery_messages_heard_total{account=\"line\"} 2\n")
                .contains("\nrookery_messages_missed_total{account=\"line\"} 0\n")
                .contains("\nrookery_sends_total{account=\"pual\",fate=\"refused\"} 0\n")
                .contains("\nrookery_plugin_state{plugin=\"echo\",state=\"active\"} 1\n")
                .contains("\nrookery_plugin_state{plugin=\"echo\",state=\"quarantined\"} 0\n")
                .contains("\nrookery_plugin_calls_total{plugin=\"echo\"} 2\n")
                .contains("\nrookery_plugin_failures_total{plugin=\"echo\"} 1\n")
                .contains("\nrookery_plugin_refused_total{plugin=\"echo\"} 0\n")
                .contains("\nrookery_plugin_leaks{plugin=\"echo\"} 0\n")
                .containsPattern("\nrookery_plugin_threads\\{plugin=\"echo\"} [1-9]")
                .containsPattern("\nrookery_plugin_cpu_seconds_total\\{plugin=\"echo\"} \\d")
                .containsPattern("\nrookery_plugin_allocated_bytes_total\\{plugin=\"echo\"} [1-9]")
                .containsPattern("\njvm_memory_used_bytes\\{area=\"heap\"} [1-9]")
                .containsPattern("\njvm_threads_current [1-9]");
        assertThat(metrics.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})? -?[0-9.E-]+"));
        rookery.stop();
    }

    private static String get(Rookery rookery, String path) throws Exception {
        URI address = URI.create(
                "http://127.0.0.1:" + rookery.pageAddress().orElseThrow().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aPageForOtherMachinesNeedsAToken() {
        assertThatThrownBy(() -> rookery("page:\n  listen: 0.0.0.0:0\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("token: missing");
    }

    @Test
    void aLinePortInUseIsTheOperatorsToPutRight() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Rookery rookery = rookery("line:\n  listen: 127.0.0.1:" + taken.getLocalPort() + "\n");
            assertThatThrownBy(rookery::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("expected: an address of this machine and a free port");
            rookery.stop();
        }
    }

    @Test
    void aPagePortInUseIsToldBeforeAnybodySignsIn() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Rookery rookery =
                    rookery(anAccountAndALine() + "page:\n  listen: 127.0.0.1:" + taken.getLocalPort() + "\n");
            assertThatThrownBy(rookery::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("page.listen: ")
                    .hasMessageContaining("expected: an address of this machine and a free port");
            rookery.stop();
            assertThat(events).noneMatch(AccountStateChanged.class::isInstance);
        }
    }

    @Test
    void aFileIsNoDataFolder() throws Exception {
        Files.writeString(folder.resolve("notes"), "x");
        assertThatThrownBy(() -> rookery("data: notes\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "rookery.yml:1:7 data: " + folder.resolve("notes") + " is a file (expected: a folder)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "plugins"})
    void whatCannotBeUsedInTheDataFolderIsNamed(String part) throws Exception {
        Path file = Files.writeString(
                Files.createDirectories(folder.resolve("data")).resolve(part), "no folder");
        Rookery rookery = rookery("");
        assertThatThrownBy(rookery::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("data: cannot be used, " + file + ": there already, and not as it should be")
                .hasMessageContaining("expected: a folder that " + System.getProperty("user.name") + " may write to");
        rookery.stop();
    }

    @Test
    void oneDataFolderIsForOneHost() throws Exception {
        Rookery first = rookery("");
        Rookery second = rookery("");
        first.start();
        try {
            assertThatThrownBy(second::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("data: " + folder.resolve("data"))
                    .hasMessageContaining("expected: a folder of its own");
        } finally {
            second.stop();
            first.stop();
        }
    }

    @Test
    void aStartThatIsOvertakenByAStopLeavesNothingBehind() throws Exception {
        Rookery rookery = rookery(anAccountAndALine());
        rookery.stop();
        rookery.start();

        assertThat(events).isEmpty();
        assertThat(rookery.ready().toCompletableFuture()).isNotDone();
        int port = rookery.lineAddress().orElseThrow().getPort();
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        Rookery next = rookery("");
        next.start();
        next.stop();
    }

    @Test
    void anAccountCannotHaveTheLineNetworksName() {
        for (String name : List.of("line", "../up", "x".repeat(41))) {
            assertThatThrownBy(() -> rookery("accounts:\n  '" + name + "':\n    network: webqq\n"))
                    .as(name)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("and not line");
        }
    }

    @Test
    void anEndpointMustBeTheAddressOfAServer() {
        for (String wrong :
                List.of("ftp://127.0.0.1:1", "http://127.0.0.1:1/path", "http://user@127.0.0.1:1", "http:///x")) {
            assertThatThrownBy(() -> rookery("accounts:\n  pual:\n    network: webqq\n    endpoint: '" + wrong + "'\n"))
                    .as(wrong)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("accounts.pual.endpoint: ")
                    .hasMessageContaining("expected: http://host:port or https://host:port");
        }
    }
}
