package dev.rookery.host;

import java.util.concurrent.Callable;
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
            names = "--manual-scan",
            description = "QR codes wait for the button on the chat page; without it they count as scanned at once.")
    private boolean manualScan;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws StartException, InterruptedException {
        RunningSandbox sandbox = RunningSandbox.start(listen, port, "--port", !manualScan);
        Foreground.stopOnSignal(sandbox::stop);
        spec.commandLine()
                .getOut()
                .println("rookery sandbox ready: page=" + sandbox.page() + " endpoint=" + sandbox.page());
        Foreground.stay();
        return ExitCode.OK;
    }
}
