package dev.rookery.host.plugin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.plugin.BotPlugin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.pf4j.Extension;
import org.slf4j.Logger;

/** Compiles plugin sources against the API, and against Jackson and Netty, which a plugin may bring or not. */
final class TestCompiler {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final List<Path> CLASS_PATH = Stream.of(
                    BotPlugin.class,
                    Logger.class,
                    NullMarked.class,
                    Extension.class,
                    ObjectMapper.class,
                    com.fasterxml.jackson.core.JsonFactory.class,
                    com.fasterxml.jackson.annotation.JsonAutoDetect.class,
                    io.netty.util.Version.class,
                    io.netty.buffer.ByteBuf.class,
                    io.netty.channel.Channel.class)
            .map(TestCompiler::home)
            .toList();
    /** Kept open, because reading the class path takes longer than compiling. */
    private static final StandardJavaFileManager FILES = open();

    private static final Map<Map<String, String>, Map<String, byte[]>> DONE = new ConcurrentHashMap<>();

    private TestCompiler() {}

    private static StandardJavaFileManager open() {
        try {
            StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null);
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, CLASS_PATH);
            files.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, CLASS_PATH);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Source text by full class name in, file content by entry name out. */
    static Map<String, byte[]> compile(Map<String, String> sources, boolean withExtensionIndex) {
        if (sources.isEmpty()) {
            return Map.of();
        }
        return withExtensionIndex ? run(sources, true) : DONE.computeIfAbsent(sources, texts -> run(texts, false));
    }

    private static synchronized Map<String, byte[]> run(Map<String, String> sources, boolean withExtensionIndex) {
        try {
            Path output = Files.createTempDirectory("test-compiler");
            compileTo(output, sources, withExtensionIndex);
            Map<String, byte[]> result = new TreeMap<>();
            try (Stream<Path> tree = Files.walk(output)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    if (Files.isRegularFile(path)) {
                        result.put(output.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
                    }
                    Files.delete(path);
                }
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compileTo(Path output, Map<String, String> sources, boolean withExtensionIndex)
            throws IOException {
        FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
        List<String> options = withExtensionIndex
                ? List.of("-nowarn", "-processor", "org.pf4j.processor.ExtensionAnnotationProcessor")
                : List.of("-nowarn", "-proc:none");
        List<Text> units = sources.entrySet().stream()
                .map(source -> new Text(source.getKey(), source.getValue()))
                .toList();
        StringWriter messages = new StringWriter();
        if (!COMPILER.getTask(messages, FILES, null, options, null, units).call()) {
            throw new IllegalArgumentException(messages.toString());
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
