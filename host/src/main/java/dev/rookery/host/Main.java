package dev.rookery.host;

import dev.rookery.host.config.ConfigException;
import java.io.PrintWriter;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/**
 * The command line. Exit codes: 0 fine, 1 failed at run time, 2 wrong usage or configuration, 3 no host that could be
 * asked. A mistake of the operator is told in a line or two on standard error; a stack trace there means a mistake of
 * ours.
 */
@Command(
        name = "rookery",
        description = "A plugin-driven chat bot host.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            SchemaCommand.class,
            PluginCommand.class,
            WhyCommand.class,
            ScopeCommand.class,
            ConfigCommand.class,
            AccountsCommand.class,
            DevCommand.class,
            SandboxCommand.class,
            HelpCommand.class
        })
public final class Main {

    private Main() {}

    /** Where the process starts. */
    public static void main(String[] args) {
        StandardStreams.shield();
        // Messages of libraries must not switch language with the machine.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> explain(thrown, command.getErr()));
    }

    private static int explain(Exception thrown, PrintWriter err) {
        if (thrown instanceof ConfigException mistakes) {
            err.println(mistakes.getMessage());
            return ExitCode.USAGE;
        }
        if (thrown instanceof StartException mistake) {
            err.println("rookery: " + mistake.getMessage());
            return mistake.exitCode();
        }
        LoggerFactory.getLogger(Main.class).error("this is a bug in Rookery", thrown);
        return ExitCode.SOFTWARE;
    }

    /** Reads the version from the jar. */
    static final class Version implements IVersionProvider {

        static String current() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"rookery " + current()};
        }
    }
}
