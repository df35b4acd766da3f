package dev.rookery.bench;

import dev.rookery.bench.http.HttpBench;
import dev.rookery.bench.plugin.DispatchBench;
import dev.rookery.bench.plugin.PluginsBench;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The benchmarks' command line. Exit codes: 0 fine, 1 the product failed or broke a promise, 2 wrong usage. */
@Command(
        name = "host/bench/run",
        description = "Measures the product. Without the name of a benchmark: echo.",
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            EchoBench.class,
            AccountsBench.class,
            AccountsServer.class,
            SoakBench.class,
            HttpBench.class,
            DispatchBench.class,
            PluginsBench.class,
            HelpCommand.class
        })
public final class Main {

    private Main() {}

    /** Where the process starts. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
