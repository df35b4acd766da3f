package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a plugin author: a project by the archetype, built by Maven, its jar dropped into the product. */
class ArchetypeProductTest {

    @TempDir
    static Path folder;

    private static final String CODE = "src/main/java/org/example/greeter/GreeterPlugin.java";
    private static final String TEST = "src/test/java/org/example/greeter/GreeterPluginTest.java";

    private static final String TEXTS = "src/main/resources/org/example/greeter/messages_en.properties";

    /** As the guide says that the real jar is tested. */
    private static final String JAR_TEST = """
            package org.example.greeter;

            import dev.rookery.testkit.PluginTest;
            import dev.rookery.testkit.TestBot;
            import org.junit.jupiter.api.Test;

            @PluginTest(jar = "target/greeter-1.0.1.jar")
            class GreeterIT {

                @Test
                void greets(TestBot bot) {
                    bot.user("Alice").says("greet");
                    bot.expectReply("Hello, dear Alice!");
                }
            }
            """;

    private static Product product;
    private static Page guide;
    private static Maven maven;
    private static Path project;

    /** Types what the guide says. */
    @BeforeAll
    static void generate() throws Exception {
        product = Product.unpack(folder);
        maven = new Maven(LocalRepository.create());
        guide = Page.read(product.home().resolve("plugins/README.md"));
        List<String> commands = guide.block("maven-archetype-plugin")
                .replace("\\\n", "")
                .lines()
                .toList();
        assertThat(commands).hasSize(3);
        maven.run(folder, arguments(commands.get(0)));
        assertThat(commands.get(1)).isEqualTo("cd greeter");
        project = folder.resolve("greeter");
        maven.run(project, arguments(commands.get(2)));
    }

    private static String[] arguments(String command) {
        assertThat(command).startsWith("mvn ");
        return command.substring("mvn ".length()).strip().split(" +");
    }

    @Test
    void theJarSaysWhatThePomSays() throws Exception {
        try (JarFile jar = new JarFile(jar().toFile())) {
            Map<String, String> manifest = jar.getManifest().getMainAttributes().entrySet().stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().toString(), entry -> (String) entry.getValue()));
            assertThat(manifest)
                    .containsEntry("Plugin-Id", "greeter")
                    .containsEntry("Plugin-Class", "org.example.greeter.GreeterPlugin")
                    .containsEntry("Plugin-Version", "1.0.0")
                    .containsEntry("Plugin-Provider", "org.example")
                    .containsEntry("Plugin-Description", "Greets people by name.");
            assertThat(jar.stream().map(ZipEntry::getName)).noneMatch(name -> name.startsWith("dev/rookery/"));
        }
    }

    @Test
    void theJarIsDroppedIntoARunningHostEditedAndReplaced() throws Exception {
        Path dropped = product.home().resolve("plugins/greeter.jar");
        try (Running demo = product.start(folder, "demo", "--page-port", "0", "--line-port", "0");
                Terminal terminal = new Terminal(Running.value(demo.awaitLine("rookery ready in "), "line"))) {
            Files.copy(jar(), dropped);
            demo.awaitLog("plugin started plugin=greeter version=1.0.0");
            assertThat(terminal.type("greet the rooks\n").read()).isEqualTo("Hello, the rooks!");

            Path edited = copyOf(project, "edited");
            edit(edited.resolve("pom.xml"), "<version>1.0.0</version>", "<version>1.0.1</version>");
            edit(edited.resolve(TEXTS), "{0}, {1}!", "{0}, dear {1}!");
            edit(edited.resolve(TEST), "Alice!\"", "dear Alice!\"");
            edit(edited.resolve(TEST), "the rooks!\"", "dear the rooks!\"");
            edit(edited.resolve("pom.xml"), "  </dependencies>", guide.block("<dependency>") + "  </dependencies>");
            Path stale = Files.createDirectories(edited.resolve("target/classes/lib"));
            Files.writeString(stale.resolve("core-1.0.0.jar"), "what was wanted before");
            Files.writeString(edited.resolve(TEST).resolveSibling("GreeterIT.java"), JAR_TEST);
            maven.run(edited, "verify");
            assertThat(names(edited.resolve("target/greeter-1.0.1.jar")))
                    .filteredOn(name -> name.startsWith("lib/core-"))
                    .singleElement()
                    .isNotEqualTo("lib/core-1.0.0.jar");
            assertThat(edited.resolve("target/failsafe-reports/failsafe-summary.xml"))
                    .content()
                    .contains("<completed>1</completed>");
            Files.copy(edited.resolve("target/greeter-1.0.1.jar"), dropped, StandardCopyOption.REPLACE_EXISTING);
            demo.awaitLog("plugin started plugin=greeter version=1.0.1");
            assertThat(terminal.type("greet the rooks\n").read()).isEqualTo("Hello, dear the rooks!");

            String data = Running.value(demo.awaitLine("rookery ready in "), "data");
            assertThat(operate("plugin", "verify", jar().toString(), "--data", data))
                    .contains("greeter");
            operate("plugin", "remove", "greeter", "--data", data);
            assertThat(terminal.type("greet the rooks\n").read()).isEqualTo("greet the rooks");
            operate("plugin", "add", jar().toString(), "--data", data);
            assertThat(terminal.type("greet the rooks\n").read()).isEqualTo("Hello, the rooks!");
            assertThat(operate("why", "--data", data)).contains("greeter");
        } finally {
            Files.deleteIfExists(dropped);
            Files.deleteIfExists(dropped.resolveSibling(jar().getFileName()));
        }
    }

    @Test
    void whatIsCompiledIsReloadedAtOnce() throws Exception {
        Path written = copyOf(project, "written");
        try (Running dev = product.start(written, "dev", ".", "--page-port", "0")) {
            dev.awaitLine("started in ");
            dev.type("greet the rooks\n");
            dev.awaitLine("Hello, the rooks!");
            edit(written.resolve(CODE), "settings.greeting(), whom", "settings.greeting(), \"dear \" + whom");
            maven.run(written, "compile");
            assertThat(dev.awaitLine("reloaded in ")).endsWith(" ms, nothing left behind");
            dev.type("greet the rooks\n");
            dev.awaitLine("Hello, dear the rooks!");
        }
    }

    /** Without a key to sign with, and without a network to look for one. */
    @Test
    void aReleaseComesWithSourcesAndDocumentation() throws Exception {
        assumeTrue(maven.has("org/apache/maven/plugins/maven-gpg-plugin"), "Maven is offline and has no gpg plugin");
        Path released = copyOf(project, "released");
        maven.run(released, "verify", "-Prelease", "-Dgpg.skip");
        assertThat(released.resolve("target/greeter-1.0.0.jar")).hasSameBinaryContentAs(jar());
        assertThat(names(released.resolve("target/greeter-1.0.0-sources.jar")))
                .contains("org/example/greeter/GreeterPlugin.java");
        assertThat(names(released.resolve("target/greeter-1.0.0-javadoc.jar")))
                .contains("org/example/greeter/GreeterPlugin.html");
    }

    private static String operate(String... words) throws Exception {
        try (Running line = product.start(folder, words)) {
            assertThat(line.exitCode()).as(line.out() + line.err()).isZero();
            return line.out();
        }
    }

    private static List<String> names(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void whatIsRookerysMustNotGetIntoTheJar() throws Exception {
        Path wrong = copyWith("wrong", "<artifactId>rookery-api</artifactId>", "$0<scope>compile</scope>");
        assertThat(maven.fail(wrong, "validate"))
                .contains("dev.rookery:rookery-api:")
                .contains("expected: scope provided for rookery-api");
    }

    @Test
    void aPluginWithoutAnIdIsNotBuilt() throws Exception {
        Path nameless = copyWith("nameless", "<rookery.plugin.id>.*</rookery.plugin.id>", "");
        assertThat(maven.fail(nameless, "validate"))
                .contains(
                        "rookery.plugin.id: '${rookery.plugin.id}', rookery.plugin.class: 'org.example.",
                        "(expected: ");
    }

    private static Path copyOf(Path folder, String name) throws IOException {
        Path copy = folder.resolveSibling(name);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    private static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private static Path jar() {
        return project.resolve("target/greeter-1.0.0.jar");
    }

    /** The POM alone, with something else in it. */
    private static Path copyWith(String name, String regex, String replacement) throws Exception {
        Path copy = Files.createDirectories(folder.resolve(name));
        String pom = Files.readString(project.resolve("pom.xml"));
        Files.writeString(copy.resolve("pom.xml"), pom.replaceFirst(regex, replacement));
        return copy;
    }
}
