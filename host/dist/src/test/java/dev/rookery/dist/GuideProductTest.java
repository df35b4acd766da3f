package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * The guide for plugin authors does what it says. Its Java blocks are files of one package; each plugin among them is
 * packed and loaded by the product, with the settings that the guide shows. Its blocks of the kind {@code text} are
 * conversations.
 */
class GuideProductTest {

    private static final Pattern TYPE = Pattern.compile("(?:class|record|interface) (\\w+)");

    @TempDir
    static Path folder;

    private static Product product;
    private static Page guide;
    private static Path classes;

    @BeforeAll
    static void compileTheGuide() throws Exception {
        product = Product.unpack(folder);
        guide = Page.read(product.home().resolve("plugins/README.md"));
        classes = folder.resolve("classes");
        List<Path> sources = new ArrayList<>();
        for (String java : guide.texts("java")) {
            Matcher type = TYPE.matcher(java);
            assertThat(type.find()).as(java).isTrue();
            sources.add(write("sources/example/" + type.group(1) + ".java", java));
        }
        for (String properties : guide.texts("properties")) {
            String name = properties.substring(properties.indexOf("resources/") + 10, properties.indexOf('\n'));
            write("classes/" + name, properties);
        }
        Page.compile(sources, System.getProperty("java.class.path"), classes);
    }

    private static Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Does what the plugin parent does with dependencies. */
    private static void fetchTheLibrary() throws IOException {
        Matcher named = Pattern.compile(
                        "<groupId>(.+)</groupId>\\s+<artifactId>(.+)</artifactId>\\s+<version>(.+)</version>")
                .matcher(guide.block("<dependency>"));
        assertThat(named.find()).isTrue();
        String name = named.group(2) + '-' + named.group(3) + ".jar";
        Path library = Path.of(
                System.getProperty("maven.repository"),
                named.group(1).replace('.', '/'),
                named.group(2),
                named.group(3),
                name);
        Files.copy(library, Files.createDirectories(classes.resolve("lib")).resolve(name));
    }

    private static void packThePlugins() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        for (String java : guide.texts("java")) {
            Matcher plugin =
                    Pattern.compile("class (\\w+)Plugin implements BotPlugin").matcher(java);
            if (plugin.find()) {
                String id = plugin.group(1).toLowerCase(Locale.ROOT);
                boolean bringsLibraries = java.contains("import com.google.zxing.");
                Packing.pack(
                        plugins.resolve(id + ".jar"),
                        classes,
                        Map.of(
                                "Plugin-Id",
                                id,
                                "Plugin-Class",
                                "example." + plugin.group(1) + "Plugin",
                                "Plugin-Version",
                                "1.0.0"),
                        name -> !name.contains("Test") && (bringsLibraries || !name.startsWith("lib/")));
            }
        }
    }

    @Test
    void theChineseEditionHasTheSamePrograms() throws Exception {
        Page chinese = Page.read(product.home().resolve("plugins/README.zh-CN.md"));
        assertThat(chinese.blocks()).isNotEmpty().isEqualTo(guide.blocks());
    }

    @Test
    void itsPluginsAnswerAsItSaysAndItsTestsSucceed() throws Exception {
        fetchTheLibrary();
        packThePlugins();
        holdItsConversations();
        runItsTests();
    }

    private static void holdItsConversations() throws Exception {
        Path recording =
                Files.createDirectories(folder.resolve("src/test/resources")).resolve("tea.jsonl");
        write("rookery.yml", "line:\n  listen: 127.0.0.1:0\n" + guide.block("plugins:\n"));
        try (Running host = product.start(folder, "run", "--record", recording.toString())) {
            String ready = host.awaitLine("rookery ready in ");
            List<String> conversations = guide.texts("text");
            assertThat(conversations).isNotEmpty();
            for (String conversation : conversations) {
                // Each in a chat of its own: the language of a chat is that in which it was spoken last.
                try (Terminal terminal = new Terminal(Running.value(ready, "line"))) {
                    terminal.hold(conversation);
                }
            }
            host.terminate();
            host.exitCode();
            assertThat(host.err()).doesNotContain("WARN", "ERROR");
        }
    }

    /** In the folder as in a project's. */
    private void runItsTests() throws Exception {
        String here = System.setProperty("basedir", folder.toString());
        try {
            runTests();
        } finally {
            System.setProperty("basedir", here);
        }
    }

    private void runTests() throws Exception {
        ClassLoader tests = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        List<ClassSelector> selected = new ArrayList<>();
        for (String java : guide.texts("java")) {
            Matcher test = Pattern.compile("class (\\w+Test) ").matcher(java);
            if (test.find()) {
                selected.add(selectClass(Class.forName("example." + test.group(1), false, tests)));
            }
        }
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request().selectors(selected).build(), summary);
        StringWriter failures = new StringWriter();
        summary.getSummary().printFailuresTo(new PrintWriter(failures));
        assertThat(summary.getSummary().getTestsSucceededCount()).isPositive();
        assertThat(failures.toString()).isEmpty();
    }
}
