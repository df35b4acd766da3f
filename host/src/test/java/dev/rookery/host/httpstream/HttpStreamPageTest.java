package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about this room shows nothing that does not compile. */
class HttpStreamPageTest {

    private static final Path PAGE = Path.of("HTTPSTREAM.md");

    private static List<String> javaBlocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        String[] parts = Files.readString(PAGE).split("```");
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].startsWith("java\n")) {
                blocks.add(parts[i].substring("java\n".length()));
            }
        }
        return blocks;
    }

    @Test
    void everyJavaBlockCompiles(@TempDir Path folder) throws IOException {
        List<String> blocks = javaBlocks();
        StringBuilder source = new StringBuilder("""
                import dev.rookery.api.config.Secret;
                import dev.rookery.host.httpstream.*;
                import dev.rookery.host.httpstream.connection.*;
                import dev.rookery.host.httpstream.websocket.*;
                import dev.rookery.host.ioloop.*;
                import java.net.URI;
                import java.nio.ByteBuffer;
                import java.nio.file.Path;
                import java.time.Duration;
                import java.util.List;
                import java.util.concurrent.Flow;
                class Page {
                """);
        for (int i = 0; i < blocks.size(); i++) {
            boolean makesOne = blocks.get(i).contains("HttpStream stream =");
            source.append("void block").append(i).append("(IoLoop loop, Flow.Publisher<ByteBuffer> pieces, ");
            source.append("Flow.Subscriber<ByteBuffer> sink").append(makesOne ? "" : ", HttpStream stream");
            source.append(") {\n").append(blocks.get(i)).append("}\n");
        }
        Path file = Files.writeString(folder.resolve("Page.java"), source.append("}\n"));
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        told,
                        told,
                        "-proc:none",
                        "-encoding",
                        "UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());

        assertThat(result).as(told.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(blocks).isNotEmpty();
    }
}
