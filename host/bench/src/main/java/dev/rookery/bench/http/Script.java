package dev.rookery.bench.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program in another language, where the machine has what it needs: Debian's packages python3-tornado,
 * libmojolicious-perl and libev-perl. Nothing is installed.
 *
 * @param interpreter that can run it
 * @param file the script
 */
record Script(Path interpreter, Path file) {

    /** The scripts that make a chain of requests. */
    static final List<String> NAMES = List.of("tornado", "mojolicious");

    private static final int LOOK_SECONDS = 10;

    /** The client of a name; empty where its language or its library is missing. */
    static Optional<Script> client(String name, Path folder) throws IOException {
        return switch (name) {
            case "tornado" -> tornado("chain.py", folder);
            case "mojolicious" -> find("perl", List.of("-MMojolicious", "-MEV", "-e1"), "chain.pl", folder);
            default -> throw new IllegalArgumentException(name + " (expected: one of " + NAMES + ")");
        };
    }

    /** A script on Tornado; empty where there is no Python that has it. */
    static Optional<Script> tornado(String resource, Path folder) throws IOException {
        return find("python3", List.of("-c", "import tornado"), resource, folder);
    }

    /** The command line. */
    List<String> command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(interpreter.toString(), file.toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static Optional<Script> find(String program, List<String> check, String resource, Path folder)
            throws IOException {
        // Debian's libraries are for Debian's interpreter, which need not come first on the path.
        for (Path candidate : Stream.of(Path.of("/usr/bin", program), ChildProcess.onPath(program))
                .filter(found -> found != null && Files.isExecutable(found))
                .toList()) {
            if (succeeds(candidate, check)) {
                return Optional.of(new Script(candidate, unpack(resource, folder)));
            }
        }
        return Optional.empty();
    }

    private static boolean succeeds(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(LOOK_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path unpack(String resource, Path folder) throws IOException {
        Path file = folder.resolve(resource);
        if (!Files.exists(file)) {
            try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(resource))) {
                Files.copy(in, file);
            }
        }
        return file;
    }
}
