package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/rookery dev}: a plugin is written, compiled, talked to, changed, broken and mended while it runs. */
class DevProductTest {

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>example</groupId>
              <artifactId>parrot</artifactId>
              <version>1.0.0</version>
              <properties>
                <rookery.plugin.id>parrot</rookery.plugin.id>
                <rookery.plugin.class>example.Parrot</rookery.plugin.class>
              </properties>
            </project>
            """;

    @TempDir
    Path folder;

    private Product product;

    /**
     * Compiles it, and puts all that is new in its place at once: the product must guess when a compiler is done, and a
     * slow one would have it take half of what belongs together.
     */
    private void compile(String whenEnabled) throws IOException {
        Path source = Files.writeString(folder.resolve("Parrot.java"), """
                package example;

                import dev.rookery.api.command.CommandSpec;
                import dev.rookery.api.config.Default;
                import dev.rookery.api.plugin.BotPlugin;
                import dev.rookery.api.plugin.PluginContext;

                public final class Parrot implements BotPlugin {
                    record Settings(@Default("parrot") String name) {}

                    @Override
                    public void onEnable(PluginContext context) {
                        String name = context.config(Settings.class).get().name();
                        %s
                    }

                    private static void say(PluginContext context, String text) {
                        context.commands().register(CommandSpec.named("speak").handle(call -> call.reply(text)));
                    }
                }
                """.formatted(whenEnabled));
        Path compiled = folder.resolve("compiled");
        Page.compile(List.of(source), Page.jars(product.home().resolve("lib")), compiled);
        Path classes = Files.createDirectories(folder.resolve("project/target")).resolve("classes");
        // The first time all of it is new, and later the one class that says something else.
        String changed = Files.exists(classes) ? "example/Parrot.class" : "";
        Files.move(compiled.resolve(changed), classes.resolve(changed), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aPluginIsReloadedAsItIsWritten() throws Exception {
        product = Product.unpack(folder);
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), POM);
        Files.writeString(project.resolve("rookery.yml"), "plugins:\n  parrot:\n    name: Polly\n");

        try (Running dev = product.start(folder, "dev", "project", "--page-port", "0")) {
            dev.awaitLine("nothing to run yet: compile the plugin");
            compile("say(context, name + \" wants a cracker\");");
            dev.awaitLine("started in ");
            dev.type("speak\n");
            dev.awaitLine("Polly wants a cracker");

            compile("say(context, name + \" wants two\");");
            assertThat(dev.awaitLine("reloaded in ")).endsWith(" ms, nothing left behind");
            dev.type("speak\n");
            dev.awaitLine("Polly wants two");

            compile("throw new IllegalStateException(\"the cage is locked\");");
            assertThat(dev.awaitLine("not reloaded: "))
                    .contains("the cage is locked")
                    .contains("goes on");
            dev.type("speak\n");
            dev.awaitLine("Polly wants two", 2);

            compile("say(context, name + \" is free\");");
            dev.awaitLine("reloaded in ", 2);
            dev.type("speak\nhelp\n");
            dev.awaitLine("Polly is free");
            dev.awaitLine("speak");

            compile("Runtime.getRuntime().addShutdownHook(new Thread(() -> {})); say(context, \"I stay\");");
            assertThat(dev.awaitLine("reloaded in ", 3)).endsWith(", nothing left behind");
            compile("say(context, \"I flew\");");
            assertThat(dev.awaitLine("reloaded in ", 4))
                    .as(() -> "printed was:\n" + dev.out() + dev.err())
                    .contains(
                            "former copies are still in memory: 1 (expected: 0), the last held by static field of class"
                                    + " java.lang.ApplicationShutdownHooks");
            dev.type("speak\n");
            dev.awaitLine("I flew");

            ChatPage page = new ChatPage(Running.value(dev.awaitLine("rookery ready in "), "page"));
            page.says(ChatPage.MING, ChatPage.MING_UIN, "speak");
            assertThat(page.nextAnswers(1)).containsExactly("friend:2000000001: I flew");
        }
    }

    @Test
    void aFolderThatIsNoPluginsProjectIsRefused() throws Exception {
        product = Product.unpack(folder);
        try (Running dev = product.start(folder, "dev", "nowhere", "--page-port", "0")) {
            assertThat(dev.exitCode()).isEqualTo(2);
            assertThat(dev.err()).contains("nowhere: no pom.xml (expected: the folder of a plugin's Maven project)");
        }
    }
}
