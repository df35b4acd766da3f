package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin that the README shows: compiled and packed by the commands that it shows, beside those of the product. */
class ReadmePluginProductTest {

    @TempDir
    Path folder;

    @Test
    void thePluginOfTheReadmeWorksBesideTheOthers() throws Exception {
        Product product = Product.unpack(folder);
        Page readme = Page.read(product.home().resolve("README.md"));
        Files.writeString(folder.resolve("GreeterPlugin.java"), readme.block("class GreeterPlugin"));
        run(readme.block("javac "));

        try (Running demo = product.start(folder, "demo", "--page-port", "0", "--line-port", "0")) {
            String ready = demo.awaitLine("rookery ready in ");
            assertThat(product.home().resolve("plugins/greeter.jar")).exists();
            try (Terminal terminal = new Terminal(Running.value(ready, "line"))) {
                assertThat(terminal.type("good morning\n").read()).startsWith("Good morning, ");
                assertThat(terminal.type("luck\n").read()).startsWith("Your lucky number is ");
                assertThat(terminal.type("anything else\n").read()).isEqualTo("anything else");
            }
            demo.terminate();
            demo.exitCode();
            assertThat(demo.err()).doesNotContain("WARN", "ERROR");
        }
    }

    /** Runs commands as a person would, who has the JDK of this test on the path. */
    private void run(String commands) throws Exception {
        ProcessBuilder shell = new ProcessBuilder(List.of("sh", "-ec", commands)).directory(folder.toFile());
        String jdk = Path.of(System.getProperty("java.home"), "bin").toString();
        shell.environment().merge("PATH", jdk, (path, first) -> first + ":" + path);
        Process process = shell.inheritIO().start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void theChineseReadmeShowsTheSameBlocks() throws Exception {
        Product product = Product.unpack(folder);
        assertThat(Page.read(product.home().resolve("README.zh-CN.md")).blocks())
                .isNotEmpty()
                .containsExactlyElementsOf(
                        Page.read(product.home().resolve("README.md")).blocks());
    }
}
