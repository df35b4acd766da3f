package dev.rookery.bench;

import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * The other side of {@link AccountsBench}: sandboxes of many accounts on one loop of a process of its own, so that what
 * they need does not count. Tells their ports on the standard output; each line {@code speak} on its standard input has
 * somebody say the time, by {@link System#nanoTime}, to every account; the end of the input ends it.
 */
@Command(name = "accounts-server", hidden = true)
final class AccountsServer implements Callable<Integer> {

    /** Longer than the real service held a poll, so that accounts are as idle as they can be. */
    private static final Duration POLL_HOLD = Duration.ofSeconds(90);

    private static final int SPARE_CONNECTIONS = 1_000;

    /**
     * How many accounts share a port. With more than some thousand connections to one port the system searches ever
     * longer for a free one of its own, of 28,232 by default: two thirds of what was measured then.
     */
    static final int PER_SANDBOX = 2_500;

    @Option(names = "--accounts", required = true)
    private int accounts;

    @Override
    public Integer call() throws Exception {
        IoLoop loop = new IoLoop("sandbox-io");
        List<Sandbox> sandboxes = new ArrayList<>();
        StringBuilder ports = new StringBuilder("ports");
        for (int left = accounts; left > 0; left -= PER_SANDBOX) {
            Sandbox sandbox = Sandbox.start(loop, options(Math.min(left, PER_SANDBOX)));
            sandboxes.add(sandbox);
            ports.append(' ').append(sandbox.address().getPort());
        }
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println(ports);
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("speak")) {
                int left = accounts;
                for (Sandbox sandbox : sandboxes) {
                    speak(sandbox.address(), Math.min(left, PER_SANDBOX));
                    left -= PER_SANDBOX;
                }
                System.out.println("spoken");
            }
        }
        return ExitCode.OK;
    }

    private static SandboxOptions options(int accounts) {
        return SandboxOptions.defaults()
                .withAutoScan(true)
                .withPollHold(POLL_HOLD)
                .withConnections(accounts * 2 + SPARE_CONNECTIONS)
                .withWorld(EchoWorld.of(1))
                .withAccounts(accounts);
    }

    /**
     * Over a connection of its own, since the sandbox closes one that is silent for as long as a sign-in of all takes.
     */
    private static void speak(InetSocketAddress sandbox, int accounts) throws IOException {
        try (ControlConnection control = new ControlConnection(sandbox)) {
            for (int i = 0; i < accounts; i++) {
                control.post(
                        "/sandbox/say?account=" + (EchoWorld.ACCOUNT + i),
                        "{\"chat\":\"" + EchoWorld.name(0) + "\",\"text\":\"" + System.nanoTime() + "\"}");
            }
        }
    }
}
