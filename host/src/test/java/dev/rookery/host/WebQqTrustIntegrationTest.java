package dev.rookery.host;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import dev.rookery.host.webqq.WebQqAccount;
import dev.rookery.host.webqq.WebQqOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configured account over HTTPS to a sandbox that vouches for itself. */
class WebQqTrustIntegrationTest {

    @TempDir
    Path directory;

    @Test
    void accountSignsInToTheSandboxWhoseAuthorityItIsToldToTrust() throws Exception {
        IoLoop sandboxLoop = new IoLoop("sandbox");
        IoLoop loop = new IoLoop("webqq");
        Sandbox sandbox = Sandbox.start(
                sandboxLoop,
                SandboxOptions.defaults()
                        .withAutoScan(true)
                        .withTls(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), directory));
        WebQqAccount account = new WebQqAccount(
                "pual", loop, options(sandbox.tlsAddress().orElseThrow().getPort()));
        CompletableFuture<Void> online = new CompletableFuture<>();
        account.start(event -> {
            if (event instanceof AccountStateChanged changed && changed.state() == AccountState.ONLINE) {
                online.complete(null);
            }
            return CompletableFuture.completedFuture(null);
        });
        online.get(20, SECONDS);
        account.stop().toCompletableFuture().get(10, SECONDS);
        sandbox.stop().toCompletableFuture().get(10, SECONDS);
        loop.stop().toCompletableFuture().get(10, SECONDS);
        sandboxLoop.stop().toCompletableFuture().get(10, SECONDS);
    }

    private WebQqOptions options(int port) throws Exception {
        Path file = Files.writeString(
                directory.resolve("rookery.yml"),
                "accounts:\n  pual:\n    network: webqq\n    endpoint: https://127.0.0.1:" + port
                        + "\n    trust: ca.pem\nplugins: {}\n");
        RookeryConfig config = ConfigDocument.read(file).bind(RookeryConfig.class);
        WebQqConfig account = (WebQqConfig) config.accounts().get("pual");
        WebQqOptions options = account.options(directory);
        assertThat(options.http().trust()).isEqualTo(directory.resolve("ca.pem"));
        return options.withIntervals(Duration.ofMillis(1), Duration.ofMillis(1));
    }
}
