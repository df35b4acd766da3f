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

    private static Product product;
    private static String data;
    private static Running demo;
    private static String line;
    private static ChatPage page;

    @BeforeAll
    static void start() throws Exception {
        product = Product.unpack(folder);
        demo = product.start(folder, "demo", "--page-port", "0", "--line-port", "0");
        String ready = demo.awaitLine("rookery ready in ");
        assertThat(ready).contains(" ms: accounts=1 plugins=" + product.plugins() + " page=http://127.0.0.1:");
        line = Running.value(ready, "line");
        data = Running.value(ready, "data");
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
    void theOperatorReloadsAPluginAndAsksWhy() throws Exception {
        try (Terminal terminal = new Terminal(line)) {
            assertThat(terminal.type("penguins can swim\n").read()).isEqualTo("penguins can swim");
            assertThat(operate(0, "plugin", "list")).contains("echo", "ACTIVE");
            assertThat(operate(0, "plugin", "reload", "echo")).startsWith("echo 0.1.0 is ACTIVE");
            assertThat(terminal.type("still here\n").read()).isEqualTo("still here");
            assertThat(operate(0, "why", "penguins", "can"))
                    .contains("\"penguins can swim\"")
                    .contains("  commands: passed it on in ")
                    .contains("  echo: dealt with it in ")
                    .contains("  echo: its answer was sent ");
        }
        assertThat(operate(1, "plugin", "reload", "nonesuch")).contains("no plugin 'nonesuch'");
        assertThat(operate(1, "why", "never said")).contains("no recent message");
        assertThat(operate(2, "plugin", "relod", "echo")).contains("expected: plugin and one of list");
    }

    @Test
    void whoOwnsTheBotSwitchesACommandOffAndOn() throws Exception {
        try (Terminal terminal = new Terminal(line)) {
            assertThat(terminal.type("disable about\n").read()).isEqualTo("commands/about is off now.");
            assertThat(terminal.type("about\n").read()).isEqualTo("about");
            assertThat(terminal.type("disable commands\n").read()).isEqualTo("commands is off now.");
            assertThat(terminal.type("ping\n").read()).isEqualTo("ping");
            assertThat(terminal.type("enable commands\n").read()).isEqualTo("commands is on now.");
            assertThat(terminal.type("enable about\n").read()).isEqualTo("commands/about is on now.");
            assertThat(terminal.type("about\n").read()).startsWith("I am pual, a bot on Rookery ");
        }
    }

    /** What the command line prints when it speaks to the demo. */
    private static String operate(int exitCode, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--data", data));
        try (Running line = product.start(folder, command.toArray(String[]::new))) {
            assertThat(line.exitCode()).as(line.out() + line.err()).isEqualTo(exitCode);
            return line.out() + line.err();
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
