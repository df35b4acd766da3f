package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code demo} and {@code dev} have in common: a sandbox to talk in, a folder that goes when they end, and a
 * configuration of a host for both. It takes the same way as that of the real thing; only the QR code is not drawn, as
 * the sandbox scans it by itself.
 */
final class Playground {

    private static final Logger log = LoggerFactory.getLogger(Playground.class);

    private final RunningSandbox sandbox;
    private final Path folder;
    private final int linePort;

    private Playground(RunningSandbox sandbox, Path folder, int linePort) {
        this.sandbox = sandbox;
        this.folder = folder;
        this.linePort = linePort;
    }

    /** Starts the sandbox; the ports are those of {@code --page-port} and {@code --line-port}, 0 for any free one. */
    static Playground open(int pagePort, int linePort) throws StartException {
        if (linePort < 0 || linePort > 65_535) {
            throw StartException.mistake("--line-port: " + linePort + " (expected: 0 to 65535)");
        }
        RunningSandbox sandbox = RunningSandbox.start(pagePort, "--page-port");
        try {
            return new Playground(sandbox, Files.createTempDirectory("rookery-"), linePort);
        } catch (IOException e) {
            sandbox.stop();
            throw StartException.mistake("no temporary folder: " + e + " (expected: java.io.tmpdir can be written)");
        }
    }

    /** Where the chat page and the data folder are, as a part of the line that says that the host is ready. */
    String facts() {
        return " page=" + sandbox.page() + " data=" + data();
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** A folder that is gone at the end. */
    Path folder() {
        return folder;
    }

    /** The configuration of a host with the plugins of a folder. */
    ConfigDocument configuration(Path plugins) {
        log.info("the sandbox scans the QR code by itself, nobody has to");
        String text = """
                accounts:
                  pual:
                    network: webqq
                    endpoint: %s
                line:
                  listen: 127.0.0.1:%d
                page:
                  listen: 127.0.0.1:0
                owners: [line]
                data: '%s'
                plugins:
                  directory: '%s'
                """.formatted(sandbox.page(), linePort, quoted(data()), quoted(plugins));
        return ConfigDocument.parse(Path.of("demo.yml"), text, Map.of());
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "''").replace("${", "$${");
    }

    /** To be called when the host has stopped. */
    void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("temporary folder not deleted folder={} reason={}", folder, e.toString());
        }
        sandbox.stop();
    }
}
