package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Plugins from jars, which have class loaders of their own. */
class LeakCheckTest {

    /** What a plugin leaves in here outlives it. */
    private static final Map<Object, Object> PROPERTIES = System.getProperties();

    private static final String KEY = "left-behind";
    private static final String KEPT = "kept";

    /** Puts an object of its own where all plugins can. */
    public static final class Careless implements BotPlugin {

        record Keepsake(String name) {}

        private static final Map<String, Keepsake> KEEPSAKES = new ConcurrentHashMap<>();

        @Override
        public void onEnable(PluginContext context) {
            KEEPSAKES.put("first", new Keepsake("first"));
            System.getProperties().put(KEY, KEEPSAKES);
        }
    }

    /** Tidy. */
    public static final class Careful implements BotPlugin {

        @Override
        public void onEnable(PluginContext context) {
            context.commands().registerAll(this);
        }

        /** Fails. */
        @Command("trip")
        public String trip() {
            throw new Stumble();
        }

        /** A class of the plugin's own. */
        static final class Stumble extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
    }

    /** Makes records of JSON, and JSON of records. */
    public static final class Reader implements BotPlugin {

        record Page(String title, Map<String, Line> lines) {}

        record Line(int length) {}

        @Override
        public void onEnable(PluginContext context) {
            context.commands().register(CommandSpec.named("read").handle(call -> {
                HttpRequest request = HttpRequest.post("https://example.org/")
                        .json(List.of(new Page("asked", Map.of("a", new Line(1)))));
                call.reply(context.http().fetch(request).json(Page.class).toString());
                try {
                    context.http().fetch(request).jsonList(Page.class);
                } catch (HttpFailure failure) {
                    call.reply(failure.kind().toString());
                }
            }));
        }
    }

    @TempDir
    private Path folder;

    @AfterEach
    void clean() {
        PROPERTIES.keySet().removeAll(Set.of(KEY, KEPT));
    }

    private Path jar(Class<?> plugin) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Plugin-Id", "sample");
        attributes.putValue("Plugin-Version", "1.0.0");
        attributes.putValue("Plugin-Class", plugin.getName());
        Path file = folder.resolve("sample.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            pack(plugin, out);
            for (Class<?> nested : plugin.getDeclaredClasses()) {
                pack(nested, out);
            }
        }
        return file;
    }

    private static void pack(Class<?> type, JarOutputStream out) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream('/' + name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }

    @Test
    void whatKeepsAPluginsClassesInMemoryIsNamed() throws IOException {
        TestBot bot = TestBot.fromJar(jar(Careless.class));
        bot.start();
        assertThatThrownBy(bot::close)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith(
                        "the plugin left something behind:\n  sample: its classes are still in memory, " + "held by ")
                .hasMessageContaining("Keepsake");
    }

    @Test
    void whatALifeBeforeHasLeftIsNamedToo() throws IOException {
        TestBot bot = TestBot.fromJar(jar(Careless.class));
        bot.start();
        PROPERTIES.put(KEPT, PROPERTIES.get(KEY));
        bot.restart();
        PROPERTIES.remove(KEY);
        assertThatThrownBy(bot::close).hasMessageContaining("its classes are still in memory");
    }

    @Test
    void aTidyPluginLeavesNothing() throws IOException {
        try (TestBot bot = TestBot.fromJar(jar(Careful.class))) {
            bot.start();
            bot.reload();
            bot.restart();
        }
    }

    @Test
    void recordsOfJsonAreGoneWithThePlugin() throws IOException {
        try (TestBot bot = TestBot.fromJar(jar(Reader.class))) {
            bot.web().json("https://example.org/", "{\"title\": \"got\", \"lines\": {\"b\": {\"length\": 2}}}");
            for (int i = 0; i < 2; i++) {
                bot.user("alice").says("read");
                bot.expectReply("Page[title=got, lines={b=Line[length=2]}]");
                bot.expectReply("BODY");
                bot.reload();
            }
        }
    }

    @Test
    void whoDoesNotWantToKnowIsNotTold() throws IOException {
        TestBot bot =
                TestBot.builder().jar(jar(Careless.class)).withoutLeakCheck().build();
        bot.start();
        bot.close();
    }

    @Test
    void aFailureIsToldAsAFailureAlthoughItKeepsThePluginsClasses() throws IOException {
        TestBot bot = TestBot.fromJar(jar(Careful.class));
        bot.user("alice").says("trip");
        assertThatThrownBy(bot::close)
                .hasMessageStartingWith("the plugin failed: ")
                .hasMessageContaining("Stumble");
    }
}
