package dev.rookery.bench.http;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of the benchmark with the class path of this one, or any other program, asked by lines on its input and
 * answering each by one line on its output: {@code ok name=value …} or {@code error what went wrong}. It ends when its
 * input does, hence also when this process is killed.
 */
final class ChildProcess implements AutoCloseable {

    /** How long one may take to end by itself before it is killed. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    /** How long one may take to say that it is ready. */
    private static final Duration STARTING = Duration.ofSeconds(30);

    /** Said in place of a line when there are no more. */
    private static final String END = "error it ended";

    private final String name;
    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final Map<String, String> greeting;

    private ChildProcess(String name, Process process) throws IOException {
        this.name = name;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, name + "-killer"));
        input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, name + "-output");
        reader.setDaemon(true);
        reader.start();
        try {
            greeting = answer("starting", STARTING);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * Starts a JVM and waits until it is ready.
     *
     * @param core the processor it is to run on, where {@code taskset} is installed; null for any
     * @param main what it runs
     */
    static ChildProcess java(
            String name, @Nullable Integer core, List<String> options, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return start(name, core, command);
    }

    /** Starts any program and waits until it is ready. */
    static ChildProcess start(String name, @Nullable Integer core, List<String> command) throws IOException {
        List<String> pinned = new ArrayList<>(command);
        Path taskset = taskset();
        if (core != null && taskset != null) {
            pinned.addAll(0, List.of(taskset.toString(), "-c", core.toString()));
        }
        return new ChildProcess(
                name,
                new ProcessBuilder(pinned)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** The program that pins another to a processor; null when it is not installed. */
    static @Nullable Path taskset() {
        return onPath("taskset");
    }

    /** The program of that name; null when it is not installed. */
    static @Nullable Path onPath(String program) {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** What it said when it was ready. */
    Map<String, String> greeting() {
        return greeting;
    }

    String name() {
        return name;
    }

    /** The CPU time used so far by all its threads. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * Has it do something.
     *
     * @throws IOException if it fails, ends, or has not answered in time
     */
    Map<String, String> ask(String question, Duration patience) throws IOException {
        input.write(question + "\n");
        input.flush();
        return answer(question, patience);
    }

    private Map<String, String> answer(String question, Duration patience) throws IOException {
        String line;
        try {
            line = output.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name + ": interrupted in \"" + question + "\"", e);
        }
        if (line == null) {
            throw new IOException(name + ": no answer to \"" + question + "\" within " + patience);
        }
        String[] words = line.split(" ", -1);
        if (!words[0].equals("ok")) {
            throw new IOException(name + ": \"" + question + "\" answered by: " + line);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : List.of(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return values;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add("error " + e);
        }
        output.add(END);
    }

    /** Ends it: in order, or else by force. */
    @Override
    public void close() {
        try {
            input.close();
            if (!process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("bench: " + name + " did not end by itself and was killed");
            }
        } catch (IOException e) {
            System.err.println("bench: " + name + " had ended before it was told to: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
