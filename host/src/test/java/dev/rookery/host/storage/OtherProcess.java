package dev.rookery.host.storage;

import dev.rookery.api.storage.KeyValues;
import dev.rookery.host.time.SystemTimers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process that keeps values without end, and says of each when it has been acknowledged. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;

    private OtherProcess(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static OtherProcess writingTo(Path directory) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new OtherProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classPath,
                        OtherProcess.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next number that was acknowledged. */
    int next() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the other process has ended");
        }
        return Integer.parseInt(line);
    }

    /** Kills it, as by {@code kill -9}, and gives the last number that it said. */
    int kill(int last) throws IOException, InterruptedException {
        // Not Process.destroyForcibly, which throws away what was said last.
        process.toHandle().destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IOException("the other process does not die");
        }
        int told = last;
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            told = line.isEmpty() ? told : Integer.parseInt(line);
        }
        return told;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The other process. */
    public static void main(String[] arguments) {
        KeyValues<Integer> values = new Database(Path.of(arguments[0]), new SystemTimers())
                .of("writer")
                .space("values", Integer.class);
        for (int i = 0; ; i++) {
            values.put("key" + i, i);
            values.update("last", 0, old -> old + 1);
            System.out.print(String.format("%07d\n", i));
            System.out.flush();
        }
    }
}
