package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The mistakes that {@code rookery sandbox} tells before it starts anything. */
class SandboxCommandTest {

    @TempDir
    Path directory;

    private static String mistake(String... arguments) {
        CommandLine command = new CommandLine(new SandboxCommand());
        StringWriter told = new StringWriter();
        command.setErr(new PrintWriter(told, true));
        command.setExecutionExceptionHandler((failure, line, result) -> {
            line.getErr().println(failure.getMessage());
            return failure instanceof StartException start ? start.exitCode() : -1;
        });
        assertThat(command.execute(arguments)).isEqualTo(2);
        return told.toString();
    }

    @Test
    void numbersOutOfRangeAreMistakes() {
        assertThat(mistake("--accounts", "0")).contains("--accounts: 0 (expected: 1 to 100000)");
        assertThat(mistake("--https-port", "65536")).contains("--https-port: 65536 (expected: 0 to 65535)");
        assertThat(mistake("--port", "-1")).contains("--port: -1 (expected: 0 to 65535)");
    }

    @Test
    void worldThatCannotBeReadIsAMistake() throws Exception {
        Path file = directory.resolve("world.yml");
        assertThat(mistake("--world", file.toString())).contains("--world: cannot read " + file);
        Files.writeString(file, "account: 7");
        assertThat(mistake("--world", file.toString())).contains("--world: " + file + " account: a scalar (expected:");
    }

    @Test
    void accountsThatRunIntoThePeopleOfTheWorldAreAMistake() throws Exception {
        Path file = directory.resolve("world.yml");
        Files.writeString(file, """
                account: {qq: 5000, nick: Self}
                people:
                  ming: {uin: 5003, qq: 700000001, nick: Ming}
                friends:
                  - {who: ming}
                """);
        assertThat(mistake("--port", "0", "--world", file.toString(), "--accounts", "10"))
                .contains("accounts: 10 from 5000 on, but 5003 is a person");
    }

    @Test
    void directoryOfTheAuthorityThatIsAFileIsAMistake() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(mistake("--port", "0", "--https-port", "0", "--ca-dir", file.toString()))
                .contains(file + ": is a file (expected: a directory for certificates)");
    }

    @Test
    void everyOptionIsExplained() {
        String usage = new CommandLine(new SandboxCommand()).getUsageMessage();
        assertThat(usage)
                .contains("--accounts=N", "--https-port=PORT", "--ca-dir=DIRECTORY", "--world=FILE")
                .contains("--strict", "--captcha", "--remap-uins", "--kick-message", "--manual-scan")
                .doesNotContain("NULL");
    }
}
