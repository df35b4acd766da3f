package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run}, {@code check} and {@code sandbox} from the unpacked zip, as an operator uses them. */
class RunProductTest {

    private static final int TERMINATED = 128 + 15;

    @TempDir
    static Path unpacked;

    @TempDir
    Path folder;

    private static Product product;

    @BeforeAll
    static void unpack() throws IOException {
        product = Product.unpack(unpacked);
    }

    private void configure(String yaml) throws IOException {
        Files.writeString(folder.resolve("rookery.yml"), yaml);
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        try (var jars = Files.list(product.home().resolve("plugins"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, plugins.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String anAccountAt(String endpoint) {
        return """
                accounts:
                  pual:
                    network: webqq
                    endpoint: %s
                plugins:
                  echo:
                    prefix: "echo "
                """.formatted(endpoint);
    }

    /** When the only session of the account began, by the clock of the sandbox. */
    private static String begun(String state) {
        Matcher since =
                Pattern.compile("\"sessions\":\\[\\{[^}]*\"since\":(\\d+)").matcher(state);
        assertThat(since.find()).as(state).isTrue();
        return since.group(1);
    }

    @Test
    void aBotThatIsToldToSignsOutAtSigterm() throws Exception {
        try (Running sandbox = product.start(folder, "sandbox", "--port", "0")) {
            String ready = sandbox.awaitLine("rookery sandbox ready");
            ChatPage page = new ChatPage(Running.value(ready, "page"));
            String account = anAccountAt(Running.value(ready, "endpoint"));
            configure(account.replace("    network: webqq\n", "    network: webqq\n    sign-out-on-stop: true\n"));
            try (Running host = product.start(folder, "run")) {
                host.awaitLine("rookery ready in ");
                host.terminate();
                assertThat(host.exitCode()).isEqualTo(TERMINATED);
            }
            assertThat(page.state()).contains("\"sessions\":[]");
        }
    }

    @Test
    void aBotSignsInAnswersKeepsItsSessionAtSigtermAndComesBack() throws Exception {
        try (Running sandbox = product.start(folder, "sandbox", "--port", "0")) {
            ChatPage page = new ChatPage(Running.value(sandbox.awaitLine("rookery sandbox ready"), "page"));
            configure(anAccountAt(Running.value(sandbox.awaitLine("rookery sandbox ready"), "endpoint")));

            try (Running host = product.start(folder, "run")) {
                host.awaitLine("rookery ready in ");
                page.says(ChatPage.MING, ChatPage.MING_UIN, "not for the bot");
                page.says(ChatPage.MING, ChatPage.MING_UIN, "echo hello");
                assertThat(page.nextAnswers(1)).containsExactly("friend:2000000001: hello");

                host.terminate();
                assertThat(host.exitCode()).isEqualTo(TERMINATED);
                assertThat(host.err()).contains("stopped").doesNotContain("gave", "Exception");
            }
            String session = begun(page.state());

            page.says(ChatPage.MING, ChatPage.MING_UIN, "echo while away");
            try (Running host = product.start(folder, "run")) {
                host.awaitLine("rookery ready in ");
                assertThat(page.nextAnswers(1)).containsExactly("friend:2000000001: while away");
                assertThat(begun(page.state())).as("begin of the session").isEqualTo(session);
                host.kill();
                assertThat(host.exitCode()).isNotZero();
            }

            try (Running host = product.start(folder, "run")) {
                host.awaitLine("rookery ready in ");
                page.says(ChatPage.MING, ChatPage.MING_UIN, "echo after a crash");
                assertThat(page.nextAnswers(1)).containsExactly("friend:2000000001: after a crash");
            }
        }
    }

    @Test
    void aBrokenJarIsNamedAndTheOthersRun() throws Exception {
        configure("line:\n  listen: 127.0.0.1:0\n");
        Files.writeString(folder.resolve("plugins/broken.jar"), "this is no jar");

        try (Running check = product.start(folder, "check")) {
            assertThat(check.exitCode()).isEqualTo(2);
            assertThat(check.err()).startsWith("broken.jar: INVALID: ").doesNotContain("\tat ");
        }
        try (Running host = product.start(folder, "run")) {
            String ready = host.awaitLine("rookery ready in ");
            assertThat(ready).contains("accounts=0 plugins=" + product.plugins());
            host.awaitLog("broken.jar");
            try (Terminal terminal = new Terminal(Running.value(ready, "line"))) {
                assertThat(terminal.type("ping\n").read()).isEqualTo("pong");
            }
            host.type("plugin list\nquit\n");
            host.awaitLine("broken.jar", 1);
            assertThat(host.exitCode()).isZero();
            host.awaitLog("stopped");
        }
    }

    @Test
    void allMistakesOfAConfigurationAreToldAtOnce() throws Exception {
        configure("""
                accounts:
                  pual:
                    network: webqq
                    endpont: http://127.0.0.1:1
                line:
                  listen: nowhere
                """);
        for (String command : new String[] {"check", "run"}) {
            try (Running wrong = product.start(folder, command)) {
                assertThat(wrong.exitCode()).isEqualTo(2);
                assertThat(wrong.err())
                        .contains("rookery.yml:4:5 accounts.pual.endpont: unknown key, did you mean 'endpoint'?")
                        .contains("rookery.yml:6:11 line.listen: ")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void aGoodConfigurationIsFine() throws Exception {
        configure(anAccountAt("http://127.0.0.1:1"));
        try (Running check = product.start(folder, "check")) {
            assertThat(check.exitCode()).isZero();
            assertThat(check.out()).isEqualTo("rookery.yml: fine, accounts=1 plugins=" + product.plugins() + "\n");
        }
    }

    @Test
    void theConfigurationThatComesWithItIsFine() throws Exception {
        String sample = product.home().resolve("conf/rookery.yml").toString();
        try (Running check = product.start(folder, "check", "-c", sample)) {
            assertThat(check.exitCode()).as(check.err()).isZero();
            assertThat(check.out()).isEqualTo(sample + ": fine, accounts=1 plugins=" + product.plugins() + "\n");
        }
    }

    @Test
    void theSchemaThatItsFirstLineNamesIsWhatTheProductPrints() throws Exception {
        Path conf = product.home().resolve("conf");
        String first = Files.readAllLines(conf.resolve("rookery.yml")).get(0);
        assertThat(first).isEqualTo("# yaml-language-server: $schema=rookery.schema.json");
        try (Running schema = product.start(folder, "schema")) {
            assertThat(schema.exitCode()).isZero();
            assertThat(schema.out()).isEqualTo(Files.readString(conf.resolve("rookery.schema.json")));
        }
    }

    @Test
    void theUnitForSystemdStartsWhatIsThere() throws Exception {
        Map<String, String> unit = Files.readAllLines(product.home().resolve("conf/rookery.service")).stream()
                .filter(line -> line.matches("[A-Z]\\w+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
        String home = unit.get("WorkingDirectory") + "/";
        assertThat(unit.get("ExecStart")).isEqualTo(home + "bin/rookery run");
        assertThat(product.home().resolve("bin/rookery")).isExecutable();
        assertThat(unit.get("ReadWritePaths")).isEqualTo(home + "data " + home + "plugins");
    }

    @Test
    void settingsWithoutAPluginAreTold() throws Exception {
        configure("plugins:\n  ehco:\n    prefix: x\n");
        try (Running check = product.start(folder, "check")) {
            assertThat(check.exitCode()).isEqualTo(2);
            assertThat(check.err())
                    .contains("plugins.ehco: there is no such plugin")
                    .contains("expected: one of [commands, dice, echo");
        }
    }

    @Test
    void aPluginSettingThatDoesNotFitIsToldWithItsPlace() throws Exception {
        configure("""
                line:
                  listen: 127.0.0.1:0
                plugins:
                  echo:
                    groups: sometimes
                """);
        try (Running host = product.start(folder, "run")) {
            assertThat(host.awaitLine("rookery ready in ")).contains("plugins=" + (product.plugins() - 1));
            host.awaitLog("rookery.yml:5:13 plugins.echo.groups: ");
            host.terminate();
            assertThat(host.exitCode()).isEqualTo(TERMINATED);
            assertThat(host.err()).doesNotContain("\tat ");
        }
    }

    @Test
    void aPortInUseIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            for (String[] ports : new String[][] {
                {"demo", "--page-port", port, "--line-port", "0"},
                {"demo", "--page-port", "0", "--line-port", port},
                {"sandbox", "--port", port}
            }) {
                try (Running host = product.start(folder, ports)) {
                    assertThat(host.exitCode()).isEqualTo(2);
                    assertThat(host.err().lines().filter(line -> line.startsWith("rookery: ")))
                            .singleElement()
                            .asString()
                            .contains(port);
                    assertThat(host.err()).doesNotContain("\tat ");
                }
            }
        }
    }

    @Test
    void wrongUsageIsExplained() throws Exception {
        try (Running wrong = product.start(folder, "demo", "--page-prot", "1")) {
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.err())
                    .contains("--page-prot")
                    .contains("--page-port")
                    .doesNotContain("\tat ");
        }
        try (Running missing = product.start(folder, "run", "-c", "nowhere.yml")) {
            assertThat(missing.exitCode()).isEqualTo(2);
            assertThat(missing.err()).startsWith("nowhere.yml: no such file");
        }
    }
}
