package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/rookery demo} from the unpacked zip, used as a newcomer would use it. */
class DemoProductTest {

    @TempDir
    static Path folder;

    private static Running demo;
    private static String line;
    private static ChatPage page;

    @BeforeAll
    static void start() throws Exception {
        Product product = Product.unpack(folder);
        demo = product.start(folder, "demo", "--page-port", "0", "--line-port", "0");
        String ready = demo.awaitLine("rookery ready in ");
        assertThat(ready).contains(" ms: accounts=1 plugins=" + product.plugins() + " page=http://127.0.0.1:");
        line = Running.value(ready, "line");
        page = new ChatPage(Running.value(ready, "page"));
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void aLineIsEchoedAlsoWhenTheInputHasEnded() throws Exception {
        try (Terminal terminal = new Terminal(line)) {
            assertThat(terminal.type("hello\n").endInput().read()).isEqualTo("hello");
        }
    }

    @Test
    void commandsAreAnsweredAndNotEchoed() throws Exception {
        try (Terminal terminal = new Terminal(line)) {
            assertThat(terminal.type("ping\n").read()).isEqualTo("pong");
            assertThat(terminal.type("nothing special\n").read()).isEqualTo("nothing special");
        }
    }

    @Test
    void helpListsWhatAllPluginsRegistered() throws Exception {
        try (Terminal terminal = new Terminal(line)) {
            terminal.type("help\nhelp 2\nend\n");
            assertThat(terminal.read()).isEqualTo("I know these commands:");
            List<String> lines = new ArrayList<>();
            for (String line = terminal.read(); !line.equals("end"); line = terminal.read()) {
                lines.add(line);
            }
            assertThat(lines)
                    .contains("coin - tosses a coin", "roll [dice] - rolls dice")
                    .contains("keywords - lists what I was taught in this chat")
                    .contains("reminders - lists your reminders in this chat")
                    .anyMatch(line -> line.startsWith("help [command] - "));
        }
    }

    @Test
    void aCommandThatDoesNotFitIsAnsweredInTheLanguageOfTheChat() throws Exception {
        try (Terminal terminal = new Terminal(line)) {
            assertThat(terminal.type("roll six\n").read()).startsWith("I cannot roll \"six\"; ");
            assertThat(terminal.read()).isEqualTo("Usage: roll [dice]");
            assertThat(terminal.type("掷骰子 六\n").read()).startsWith("掷不了“六”");
            assertThat(terminal.read()).isEqualTo("用法：roll [骰子]");
        }
    }

    @Test
    void pluginsAndUptimeAreTold() throws Exception {
        try (Terminal terminal = new Terminal(line)) {
            terminal.type("plugins\nuptime\nabout\n");
            assertThat(terminal.read()).startsWith("commands 0.1.0 - ");
            for (String line = terminal.read(); !line.startsWith("echo 0.1.0 - "); line = terminal.read()) {
                assertThat(line).matches("[a-z]+ 0\\.1\\.0 - .+");
            }
            String line = terminal.read();
            while (line.matches("[a-z]+ 0\\.1\\.0 - .+")) {
                line = terminal.read();
            }
            assertThat(line).startsWith("I have been running for ");
            assertThat(terminal.read()).startsWith("I am pual, a bot on Rookery ");
        }
    }

    @Test
    void friendsGroupMembersAndDiscussionMembersAreAnswered() throws Exception {
        page.says(ChatPage.MING, ChatPage.MING_UIN, "你好 [face:14] <b>&</b>");
        assertThat(page.nextAnswers(1)).containsExactly("friend:2000000001: 你好 [face:14] <b>&</b>");

        page.says(ChatPage.GROUP, ChatPage.MING_UIN, "nobody in particular");
        page.says(ChatPage.GROUP, ChatPage.MING_UIN, "ping pual");
        page.says(ChatPage.GROUP, ChatPage.MING_UIN, "pual ping");
        page.says(ChatPage.GROUP, ChatPage.MING_UIN, "@Pual hello group");
        assertThat(page.nextAnswers(3))
                .containsExactly("group:3000000001: pong", "group:3000000001: pong", "group:3000000001: hello group");

        page.says(ChatPage.DISCUSSION, ChatPage.MING_UIN, "pual, hello discussion");
        assertThat(page.nextAnswers(1)).containsExactly("discussion:3700000001: hello discussion");

        page.dropSessions();
        page.says(ChatPage.MING, ChatPage.MING_UIN, "still there?");
        assertThat(page.nextAnswers(1)).containsExactly("friend:2000000001: still there?");
    }

    @Test
    void theChatPageIsServed() throws Exception {
        assertThat(page.get("/")).contains("<html").contains("chat.js");
    }
}
