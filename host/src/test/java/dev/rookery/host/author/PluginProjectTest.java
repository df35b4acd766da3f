package dev.rookery.host.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginProjectTest {

    @TempDir
    Path folder;

    private PluginProject project(String inTheProject) throws Exception {
        Files.writeString(
                folder.resolve("pom.xml"),
                "<project xmlns='http://maven.apache.org/POM/4.0.0'>" + inTheProject + "</project>");
        return PluginProject.in(folder);
    }

    private static String properties(String more) {
        return "<properties><rookery.plugin.id>greeter</rookery.plugin.id>"
                + "<rookery.plugin.class>example.Greeter</rookery.plugin.class>" + more + "</properties>";
    }

    private Path write(String file, String text) throws IOException {
        Path path = folder.resolve("target/classes").resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    @Test
    void aPluginIsWhatThePropertiesSay() throws Exception {
        PluginProject project = project("<version>1.2.3</version><description>Greets.</description>"
                + properties("<rookery.plugin.requires>&gt;=0.1.0</rookery.plugin.requires>"));
        assertThat(project.id()).isEqualTo("greeter");
        assertThat(project.entries())
                .containsEntry("Plugin-Id", "greeter")
                .containsEntry("Plugin-Class", "example.Greeter")
                .containsEntry("Plugin-Version", "1.2.3")
                .containsEntry("Plugin-Requires", ">=0.1.0")
                .containsEntry("Plugin-Description", "Greets.");
    }

    @Test
    void referencesAreFollowedAndCirclesAreNot() throws Exception {
        assertThat(project(
                                "<parent><version>2.0.0</version></parent>"
                                        + properties(
                                                "<base>${project.version}</base><rookery.plugin.version>${base}</rookery.plugin.version>"))
                        .entries())
                .containsEntry("Plugin-Version", "2.0.0");
        assertThat(project("<version>${revision}</version>" + properties("<revision>${revision}</revision>"))
                        .entries())
                .containsEntry("Plugin-Version", "0.0.0");
    }

    @Test
    void whatIsNoPluginsProjectIsToldByName() {
        assertThatThrownBy(() -> PluginProject.in(folder))
                .isInstanceOf(ProjectException.class)
                .hasMessage(folder + ": no pom.xml (expected: the folder of a plugin's Maven project)");
        assertThatThrownBy(() -> project("<version>1.0.0</version>"))
                .hasMessageContaining("pom.xml: no property rookery.plugin.id (expected: ");
        assertThatThrownBy(() -> project("<version>"))
                .hasMessageContaining("pom.xml: ")
                .hasMessageContaining("(expected: the POM of a Maven project)");
        assertThatThrownBy(() -> {
                    Files.writeString(
                            folder.resolve("pom.xml"),
                            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>");
                    PluginProject.in(folder);
                })
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void theJarHoldsTheClassesAndTheManifestOfTheProject() throws Exception {
        PluginProject project = project(properties(""));
        write("example/Greeter.class", "code");
        write("lib/library.jar", "jar");
        write("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nPlugin-Id: another\n");
        Path jar = folder.resolve("greeter.jar");
        project.pack(jar);
        try (JarFile packed = new JarFile(jar.toFile())) {
            assertThat(packed.getManifest().getMainAttributes().getValue("Plugin-Id"))
                    .isEqualTo("greeter");
            assertThat(packed.stream().map(ZipEntry::getName))
                    .containsExactly("META-INF/MANIFEST.MF", "example/Greeter.class", "lib/library.jar");
        }
    }

    @Test
    void theSameClassesMakeTheSameBytes() throws Exception {
        PluginProject project = project(properties(""));
        Path file = write("example/Greeter.class", "code");
        Path jar = folder.resolve("greeter.jar");
        project.pack(jar);
        byte[] first = Files.readAllBytes(jar);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        project.pack(jar);
        assertThat(Files.readAllBytes(jar)).isEqualTo(first);
        assertThat(folder.resolve("greeter.jar.part")).doesNotExist();
    }
}
