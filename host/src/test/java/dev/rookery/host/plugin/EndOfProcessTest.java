package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that take the whole process with them, in a process of its own. */
class EndOfProcessTest {

    private static final Pattern READY = Pattern.compile("rookery ready in .* line=127\\.0\\.0\\.1:(\\d+).*");

    /** What the product is started with, but for what only some ask for. */
    private static final Pattern JVM_OPTION = Pattern.compile("-XX:(?!\\+?HeapDump)[\\w+=]+");

    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private static final Path PRODUCT = Path.of("dist", "src", "main").toAbsolutePath();

    @TempDir
    private Path folder;

    /** A host in a JVM of its own. */
    private final class Child implements AutoCloseable {

        private final Process process;
        private final BufferedReader out;
        private final StringBuilder heard = new StringBuilder();

        Child(String... options) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dlogback.configurationFile=" + PRODUCT.resolve("conf/logback.xml")));
            Matcher option = JVM_OPTION.matcher(Files.readString(PRODUCT.resolve("bin/rookery")));
            while (option.find()) {
                command.add(option.group());
            }
            command.addAll(List.of(options));
            command.addAll(List.of("-cp", CLASS_PATH, "dev.rookery.host.Main", "run"));
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        int awaitPort() throws IOException {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                heard.append(line).append('\n');
                Matcher ready = READY.matcher(line);
                if (ready.matches()) {
                    return Integer.parseInt(ready.group(1));
                }
            }
            throw new AssertionError("did not start: " + heard);
        }

        String log() throws IOException {
            out.lines().forEach(line -> heard.append(line).append('\n'));
            return heard.toString();
        }

        /** Not Process.destroy, which throws away what was said last. */
        void terminate() {
            assertThat(process.toHandle().destroy()).isTrue();
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    private void house(String animal) throws IOException {
        Files.writeString(folder.resolve("rookery.yml"), "line:\n  listen: 127.0.0.1:0\n");
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Zoo.animal(animal).writeTo(plugins, animal + ".jar");
    }

    private static void sayHi(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("hi\n".getBytes(StandardCharsets.UTF_8));
            // Until the process has ended, and the connection with it.
            while (socket.getInputStream().read() >= 0) {
                // what it has to say does not matter
            }
        } catch (IOException ended) {
            // so has the connection
        }
    }

    @Test
    void whoExitsIsWarnedOfNamedAndToldAgainAtTheNextStart() throws Exception {
        house("Exiter");
        try (Child host = new Child()) {
            sayHi(host.awaitPort());
            assertThat(host.exitCode()).isEqualTo(3);
            assertThat(host.log())
                    .contains("zoo/Exiter$1.class calls System.exit, which ends the host and all its plugins")
                    .contains("the process is ended by thread plugin-exiter-");
        }
        Files.delete(folder.resolve("plugins/Exiter.jar"));
        try (Child host = new Child()) {
            host.awaitPort();
            host.terminate();
            assertThat(host.exitCode()).isEqualTo(128 + 15);
            assertThat(host.log())
                    .contains("the last process was not ended by its operator: ")
                    .contains("at zoo.Exiter$1.handle(");
        }
        try (Child host = new Child()) {
            host.awaitPort();
            host.terminate();
            assertThat(host.log()).doesNotContain("not ended by its operator", "without having been stopped");
        }
    }

    @Test
    void whoSabotagesLogTerminalAndStopTakesNoneOfThem() throws Exception {
        house("Saboteur");
        try (Child host = new Child()) {
            try (Socket socket = new Socket("127.0.0.1", host.awaitPort())) {
                socket.setSoTimeout(60_000);
                Files.delete(folder.resolve("plugins/Saboteur.jar"));
                TestJar.plugin("neighbour")
                        .onEnable("context.onMessage(message -> { message.reply(\"neighbour\");"
                                + " return Outcome.CONSUMED; });")
                        .writeTo(folder.resolve("plugins"), "neighbour.jar");
                String answer = "";
                while (!answer.equals("neighbour")) { // comes with a look at the folder
                    socket.getOutputStream().write("hi\n".getBytes(StandardCharsets.UTF_8));
                    socket.setSoTimeout(500);
                    try {
                        answer = new BufferedReader(
                                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                                .readLine();
                    } catch (SocketTimeoutException notYet) {
                        answer = "";
                    }
                }
            }
            host.terminate();
            assertThat(host.exitCode()).isEqualTo(128 + 15);
            assertThat(host.log())
                    .contains("plugin.saboteur all is well 2026-01-01T00:00:00.000Z ERROR forged  [2J")
                    .contains("the main thread was interrupted")
                    .contains("plugin stopped plugin=saboteur")
                    .contains("Rookery stopped");
        }
    }

    @Test
    void whoEatsAllMemoryEndsTheProcessAndTheNextOneStarts() throws Exception {
        house("Eater");
        try (Child host = new Child("-Xmx64m")) {
            sayHi(host.awaitPort());
            assertThat(host.exitCode()).isEqualTo(3);
        }
        startsAgainAndTells("-Xmx64m", "plugins-at-work=eater");
    }

    @Test
    void whoKeepsTheMemoryThatConnectionsNeedEndsTheProcessAndTheNextOneStarts() throws Exception {
        Files.writeString(folder.resolve("rookery.yml"), "line:\n  listen: 127.0.0.1:0\n");
        TestJar.plugin("hoarder")
                .onEnable("java.util.List<Object> kept = new java.util.ArrayList<>();"
                        + " context.onMessage(message -> { try { while (true) {"
                        + " kept.add(java.nio.ByteBuffer.allocateDirect(1 << 16)); } }"
                        + " catch (OutOfMemoryError enough) { return Outcome.CONSUMED; } });")
                .writeTo(Files.createDirectories(folder.resolve("plugins")), "hoarder.jar");
        try (Child host = new Child("-Xmx64m")) {
            sayHi(host.awaitPort());
            assertThat(host.exitCode()).isEqualTo(3);
            assertThat(host.log()).containsPattern("all \\d+ MiB of direct memory are in use");
        }
        startsAgainAndTells("-Xmx64m", "the last process ended");
    }

    @Test
    void whoHaltsTheProcessIsNamedAtTheNextStart() throws Exception {
        house("Halter");
        try (Child host = new Child()) {
            sayHi(host.awaitPort());
            assertThat(host.exitCode()).isEqualTo(4);
            assertThat(host.log()).contains("zoo/Halter$1.class calls Runtime.halt, which ends the host");
        }
        startsAgainAndTells("-Xmx64m", "plugins-at-work=halter");
    }

    private void startsAgainAndTells(String option, String words) throws Exception {
        try (Child host = new Child(option)) {
            assertThat(host.awaitPort()).isPositive();
            host.terminate();
            assertThat(host.log()).contains("the last process ended without having been stopped", words);
        }
    }

    @Test
    void whoCountsInOneLongLoopDoesNotKeepTheJvmFromStoppingItsThreads() throws Exception {
        house("Counter");
        TestJar.plugin("neighbour")
                .onEnable("context.onMessage(message -> { System.gc(); message.reply(\"again \" + message.text());"
                        + " return Outcome.CONSUMED; });")
                .writeTo(folder.resolve("plugins"), "neighbour.jar");
        try (Child host = new Child();
                Socket socket = new Socket("127.0.0.1", host.awaitPort())) {
            // Where it does, one loop takes a minute.
            socket.setSoTimeout(30_000);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            // So often that the loop has been compiled for long.
            for (int i = 0; i < 200; i++) {
                String words = "message " + i;
                socket.getOutputStream().write((words + '\n').getBytes(StandardCharsets.UTF_8));
                String answer = answers.readLine();
                while (answer != null && !answer.endsWith("again " + words)) {
                    answer = answers.readLine();
                }
                assertThat(answer).endsWith("again " + words);
            }
        }
    }
}
