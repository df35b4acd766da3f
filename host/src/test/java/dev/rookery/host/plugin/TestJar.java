package dev.rookery.host.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Builds plugin jars, good ones and broken ones. {@code plugin("hello")} is complete: id, version 1.0.0, and a class
 * that answers every message with its id.
 */
public final class TestJar {

    private static final Path LIBRARIES = Path.of("target", "libraries");

    private final String id;
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private boolean withManifest = true;
    private boolean withExtensionIndex;
    private String fields = "";
    private String onEnable;
    private String onDisable = "";

    private TestJar(String id) {
        this.id = id;
        this.onEnable = "context.onMessage(message -> { message.reply(\"" + id + "\"); return Outcome.CONSUMED; });";
        manifest.put("Plugin-Id", id);
        manifest.put("Plugin-Version", "1.0.0");
        manifest.put("Plugin-Class", packageName() + ".Main");
    }

    public static TestJar plugin(String id) {
        return new TestJar(id);
    }

    /** Answers when it is called by its id, and leaves all else to others. */
    static TestJar answering(String id, String answer) {
        return plugin(id)
                .onEnable("context.onMessage(m -> { if (!m.text().equals(\"" + id
                        + "\")) return Outcome.PASS; m.reply(\"" + answer + "\"); return Outcome.CONSUMED; });");
    }

    /** A library: no manifest, no main class. */
    static TestJar library() {
        return new TestJar("library").withoutManifest();
    }

    private String packageName() {
        return "demo." + id.replace('-', '_').replace('.', '_');
    }

    public TestJar manifest(String name, String value) {
        manifest.put(name, value);
        return this;
    }

    TestJar without(String name) {
        manifest.remove(name);
        return this;
    }

    TestJar withoutManifest() {
        withManifest = false;
        return this;
    }

    TestJar version(String version) {
        return manifest("Plugin-Version", version);
    }

    TestJar dependsOn(String dependencies) {
        return manifest("Plugin-Dependencies", dependencies);
    }

    /** Members of the plugin's class. */
    public TestJar with(String members) {
        fields = members;
        return this;
    }

    /** The statements of {@code onEnable(PluginContext context)}; {@code say(text)} can be used. */
    public TestJar onEnable(String statements) {
        onEnable = statements;
        return this;
    }

    /** The statements of {@code onDisable()}. */
    TestJar onDisable(String statements) {
        onDisable = statements;
        return this;
    }

    /** Another class of the plugin's, in its package. */
    TestJar source(String className, String text) {
        sources.put(packageName() + "." + className, "package " + packageName() + ";\n" + IMPORTS + text);
        return this;
    }

    /** A class under any name. */
    TestJar sourceOf(String fullName, String text) {
        sources.put(fullName, text);
        return this;
    }

    TestJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    TestJar entry(String name, String content) {
        return entry(name, content.getBytes(UTF_8));
    }

    /** Libraries of its own, in other versions than the host's: the names of files that the build has put aside. */
    TestJar bringing(String... libraries) {
        for (String library : libraries) {
            try {
                entry("lib/" + library, Files.readAllBytes(LIBRARIES.resolve(library)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    /** Runs PF4J's annotation processor, which writes the extension index. */
    TestJar withExtensionIndex() {
        withExtensionIndex = true;
        return this;
    }

    private static final String IMPORTS = """
            import dev.rookery.api.account.*;
            import dev.rookery.api.chat.*;
            import dev.rookery.api.event.*;
            import dev.rookery.api.message.*;
            import dev.rookery.api.*;
            import dev.rookery.api.command.*;
            import dev.rookery.api.handler.*;
            import dev.rookery.api.plugin.*;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    private String mainSource() {
        return "package " + packageName() + ";\n" + IMPORTS + """
                public class Main implements BotPlugin {
                    private PluginContext context;
                    %s
                    @Override public void onEnable(PluginContext context) throws Exception {
                        this.context = context;
                        %s
                    }
                    @Override public void onDisable() throws Exception {
                        %s
                    }
                    void say(Object words) {
                        context.send(new ChatId("test", ChatKind.FRIEND, "1"), Message.text(String.valueOf(words)));
                    }
                }
                """.formatted(fields, onEnable, onDisable);
    }

    byte[] bytes() {
        Map<String, String> all = new LinkedHashMap<>(sources);
        if (withManifest && !all.containsKey(packageName() + ".Main")) {
            all.put(packageName() + ".Main", mainSource());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            if (withManifest) {
                StringBuilder text = new StringBuilder("Manifest-Version: 1.0\n");
                manifest.forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
                put(jar, "META-INF/MANIFEST.MF", text.append('\n').toString().getBytes(UTF_8));
            }
            for (Map.Entry<String, byte[]> file :
                    TestCompiler.compile(all, withExtensionIndex).entrySet()) {
                put(jar, file.getKey(), file.getValue());
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(jar, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    public Path writeTo(Path directory, String fileName) {
        try {
            return Files.write(Files.createDirectories(directory).resolve(fileName), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
