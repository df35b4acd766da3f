package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginUnderTestTest {

    private static final class LinkTitlePlugin {}

    private static final class EchoBot {}

    private static final class Plugin {}

    @TempDir
    private Path module;

    private void pom(Class<?> plugin) throws IOException {
        Files.writeString(module.resolve("pom.xml"), """
                <project>
                  <properties>
                    <rookery.plugin.id>linktitle</rookery.plugin.id>
                    <rookery.plugin.class>%s</rookery.plugin.class>
                  </properties>
                </project>
                """.formatted(plugin.getName()));
    }

    @Test
    void withoutAPomTheIdIsTheClassesNameInLowerCaseWithDashes() {
        assertThat(PluginUnderTest.idOf(LinkTitlePlugin.class, module)).isEqualTo("link-title");
        assertThat(PluginUnderTest.idOf(EchoBot.class, module)).isEqualTo("echo");
        assertThat(PluginUnderTest.idOf(Plugin.class, module)).isEqualTo("plugin");
    }

    @Test
    void theIdInThePomIsTheIdOfTheClassThatThePomNames() throws IOException {
        pom(LinkTitlePlugin.class);
        assertThat(PluginUnderTest.idOf(LinkTitlePlugin.class, module)).isEqualTo("linktitle");
        assertThat(PluginUnderTest.idOf(EchoBot.class, module)).isEqualTo("echo");
    }

    @Test
    void aPomThatCannotBeReadIsNotAsked() throws IOException {
        Files.writeString(module.resolve("pom.xml"), "<project>");
        assertThat(PluginUnderTest.idOf(LinkTitlePlugin.class, module)).isEqualTo("link-title");
    }
}
