package dev.rookery.dist;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A page of Markdown, and what its fenced blocks say. */
record Page(List<Block> blocks) {

    /** A fenced block: what stands behind the opening fence, and the lines below it. */
    record Block(String kind, String text) {}

    static Page read(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        // Between two fences stands a block, then prose, then a block.
        String[] parts = Files.readString(file).split("(?m)^ *```");
        for (int i = 1; i < parts.length; i += 2) {
            int line = parts[i].indexOf('\n');
            blocks.add(new Block(parts[i].substring(0, line), parts[i].substring(line + 1)));
        }
        return new Page(List.copyOf(blocks));
    }

    /** The texts of the blocks of one kind, such as {@code java}. */
    List<String> texts(String kind) {
        return blocks.stream()
                .filter(block -> block.kind().equals(kind))
                .map(Block::text)
                .toList();
    }

    /** The first block that contains the words. */
    String block(String containing) {
        return blocks.stream()
                .map(Block::text)
                .filter(text -> text.contains(containing))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block with " + containing));
    }

    /** Compiles files against a class path, as an author's build would: any warning is a failure. */
    static void compile(List<Path> files, String classPath, Path classes) throws IOException {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-parameters",
                "-Xlint:all,-path",
                "-Werror",
                "-encoding",
                "UTF-8",
                "-cp",
                classPath,
                "-d",
                Files.createDirectories(classes).toString()));
        files.forEach(file -> arguments.add(file.toString()));
        int result = ToolProvider.getSystemJavaCompiler().run(null, told, told, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new AssertionError(told.toString(StandardCharsets.UTF_8));
        }
    }

    /** All jars of a folder as a class path. */
    static String jars(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }
}
