package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a plugin author: a project by the archetype, built by Maven, its jar dropped into the product. */
class ArchetypeProductTest {

    @TempDir
    static Path folder;

    private static Product product;
    private static Maven maven;
    private static Path project;

    /** Types what the guide says. */
    @BeforeAll
    static void generate() throws Exception {
        product = Product.unpack(folder);
        maven = new Maven(LocalRepository.create());
        List<String> commands = Page.read(product.home().resolve("plugins/README.md"))
                .block("maven-archetype-plugin")
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
    void theJarWorksInTheProduct() throws Exception {
        Files.copy(jar(), product.home().resolve("plugins/greeter.jar"));
        try (Running demo = product.start(folder, "demo", "--page-port", "0", "--line-port", "0")) {
            String ready = demo.awaitLine("rookery ready in ");
            try (Terminal terminal = new Terminal(Running.value(ready, "line"))) {
                assertThat(terminal.type("greet the rooks\n").read()).isEqualTo("Hello, the rooks!");
            }
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
