package dev.rookery.dist;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of the product: what it prints, and how it ends. Closing it kills it, with those that it has started. */
final class Running implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Output out;
    private final Output err;

    private Running(Process process) {
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(process.getErrorStream());
    }

    static Running start(Path program, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // What a killed process leaves behind goes with the test's own folder.
        builder.environment().put("ROOKERY_JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
        return new Running(builder.start());
    }

    /** Waits for a line on standard output that begins with the words. */
    String awaitLine(String beginning) throws InterruptedException {
        String line = out.await(beginning, 1);
        if (line == null) {
            throw new AssertionError("no line '" + beginning + "…'; printed was:\n" + out() + err());
        }
        return line;
    }

    /** Waits until so many lines on standard output have contained the words, and answers the last of them. */
    String awaitLine(String words, int count) throws InterruptedException {
        String line = out.await(words, count);
        if (line == null) {
            throw new AssertionError("not " + count + " lines '…" + words + "…'; printed was:\n" + out() + err());
        }
        return line;
    }

    /** Types to its standard input. */
    void type(String lines) throws IOException {
        process.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for a line on standard error that contains the words. */
    String awaitLog(String words) throws InterruptedException {
        String line = err.await(words, 1);
        if (line == null) {
            throw new AssertionError("no log line '…" + words + "…'; printed was:\n" + out() + err());
        }
        return line;
    }

    /** The value behind {@code key=} in a line. */
    static String value(String line, String key) {
        Matcher matcher = Pattern.compile("\\b" + key + "=(\\S+)").matcher(line);
        if (!matcher.find()) {
            throw new AssertionError("no " + key + "= in: " + line);
        }
        return matcher.group(1);
    }

    String out() {
        return out.text();
    }

    String err() {
        return err.text();
    }

    /** Sends SIGTERM. By the handle, as the process itself would close its streams before the last words. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits for the end, and for the last words. */
    int exitCode() throws InterruptedException {
        return exitCode(PATIENCE);
    }

    /** The same with another patience. */
    int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running; printed was:\n" + out() + err());
        }
        out.awaitEnd();
        err.awaitEnd();
        return process.exitValue();
    }

    /** Returns when it has ended: until then it writes to a folder that may be about to be deleted. */
    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(Running::end);
    }

    private static void end(ProcessHandle one) {
        one.destroyForcibly();
        one.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** What comes out of one stream, line by line. */
    private static final class Output {

        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        Output(InputStream stream) {
            reader = new Thread(() -> read(stream), "output");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    add(line);
                }
            } catch (IOException closed) {
                add("(" + closed + ")");
            }
            end();
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        /** That line which is so many to contain the words; null when the stream ended or patience did. */
        synchronized String await(String words, int count) throws InterruptedException {
            long until = System.nanoTime() + PATIENCE.toNanos();
            int seen = 0;
            int found = 0;
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (lines.get(seen).contains(words) && ++found == count) {
                        return lines.get(seen);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (ended || left <= 0) {
                    return null;
                }
                wait(left);
            }
        }

        void awaitEnd() throws InterruptedException {
            reader.join(PATIENCE.toMillis());
        }

        synchronized String text() {
            return String.join("\n", lines) + "\n";
        }
    }
}
