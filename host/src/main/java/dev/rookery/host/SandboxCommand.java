package dev.rookery.host;

import dev.rookery.host.sandbox.SandboxOptions;
import dev.rookery.host.sandbox.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery sandbox}: the embedded WebQQ server alone, for clients that are not ours. */
@Command(
        name = "sandbox",
        description = "Runs the embedded WebQQ server and its chat page alone.",
        mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {

    private static final int MAX_ACCOUNTS = 100_000;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on; whoever reaches it can speak as anybody (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8970",
            description = "The port; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            defaultValue = Option.NULL_VALUE,
            description = "Serves HTTPS on this port, too; 0 for any free one (default: no HTTPS).")
    private @Nullable Integer httpsPort;

    @Option(
            names = "--ca-dir",
            paramLabel = "DIRECTORY",
            defaultValue = "sandbox-ca",
            description =
                    "Where the certificate authority for HTTPS lives. It is made at the first start and used again;"
                            + " clients are told to trust ca.pem in it (default: ${DEFAULT-VALUE}).")
    private Path authority = Path.of("sandbox-ca");

    @Option(
            names = "--world",
            paramLabel = "FILE",
            defaultValue = Option.NULL_VALUE,
            description = "The people, groups and the account, in YAML (default: a small world of its own).")
    private @Nullable Path world;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many accounts there are, with numbers that count up from that of the world's account"
                    + " (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--manual-scan",
            description = "QR codes wait for the button on the chat page; without it they count as scanned at once, and"
                    + " the accounts take turns.")
    private boolean manualScan;

    @Option(
            names = "--captcha",
            description = "Signing in with a password takes a captcha; the chat page's state tells it.")
    private boolean captcha;

    @Option(
            names = "--strict",
            description =
                    "Verifies passwords, login signatures, tokens and hashes, which few old clients send all right.")
    private boolean strict;

    @Option(
            names = "--remap-uins",
            description = "Each login sees other numbers for people and groups than the one before, as it really was.")
    private boolean remapUins;

    @Option(
            names = "--kick-message",
            description = "A session that another sign-in ends is told so by a message instead of retcode 121.")
    private boolean kickMessage;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws StartException, InterruptedException {
        RunningSandbox sandbox = RunningSandbox.start(options(), "--port or --https-port");
        Foreground.stopOnSignal(sandbox::stop);
        PrintWriter out = spec.commandLine().getOut();
        out.println("rookery sandbox ready: page=" + sandbox.page() + " endpoint=" + sandbox.page());
        sandbox.securePage()
                .ifPresent(page -> out.println("rookery sandbox ready: https=" + page + " trust="
                        + authority.resolve("ca.pem").toAbsolutePath().normalize()));
        Foreground.stay();
        return ExitCode.OK;
    }

    private SandboxOptions options() throws StartException {
        if (accounts < 1 || accounts > MAX_ACCOUNTS) {
            throw StartException.mistake("--accounts: " + accounts + " (expected: 1 to " + MAX_ACCOUNTS + ")");
        }
        SandboxOptions options = SandboxOptions.defaults()
                .withListen(RunningSandbox.address(listen, port, "--port"))
                .withAutoScan(!manualScan)
                .withAccounts(accounts)
                .withCaptcha(captcha)
                .withStrict(strict)
                .withRemapUins(remapUins)
                .withKickMessage(kickMessage);
        if (world != null) {
            options = options.withWorld(read(world));
        }
        if (httpsPort != null) {
            InetSocketAddress address = RunningSandbox.address(listen, httpsPort, "--https-port");
            options = options.withTls(address, authority);
        }
        return options;
    }

    private static World read(Path file) throws StartException {
        try {
            return World.read(file);
        } catch (IOException failure) {
            throw StartException.mistake("--world: cannot read " + file + " (expected: a world in YAML)");
        } catch (IllegalArgumentException mistake) {
            throw StartException.mistake("--world: " + mistake.getMessage());
        }
    }
}
