package dev.rookery.host.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.host.console.QrTerminal.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConsoleNoticesTest {

    private static final byte[] NONE = {};

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private ConsoleNotices notices() {
        return new ConsoleNotices(new PrintStream(printed, false, UTF_8), Style.DARK_TERMINAL);
    }

    private String printed() {
        return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static AccountNeedsAttention attention(String account, String summary, byte[] picture) {
        return new AccountNeedsAttention(
                account, AccountNeedsAttention.Need.SCAN_CODE, summary, picture, Instant.EPOCH);
    }

    private static AccountStateChanged state(AccountState state, String reason) {
        return new AccountStateChanged("pual", state, reason, Instant.EPOCH);
    }

    @Test
    void codeIsDrawnAboveTheSentence() throws Exception {
        byte[] png = QrPictures.png("https://example.org/scan");

        notices().show(attention("pual", "Scan the code with the QQ app.", png));

        String drawing = QrTerminal.draw(png, Style.DARK_TERMINAL).orElseThrow();
        assertThat(printed()).isEqualTo(drawing + "[pual] Scan the code with the QQ app.\n");
    }

    @Test
    void pictureThatIsNoCodeIsNotDrawn() {
        notices().show(attention("pual", "Type the captcha.", new byte[] {1, 2, 3}));

        assertThat(printed())
                .isEqualTo("(The picture is no QR code that can be drawn here.)\n[pual] Type the captcha.\n");
    }

    @Test
    void aNeedInTheWordsOfTheStateIsNotToldAgain() {
        ConsoleNotices notices = notices();
        notices.show(state(AccountState.FAILED, "the password is wrong"));
        notices.show(attention("pual", "the password is wrong", NONE));
        notices.show(attention("pual", "unlock it at aq.qq.com", NONE));

        assertThat(printed()).isEqualTo("[pual] gave up: the password is wrong\n[pual] unlock it at aq.qq.com\n");
    }

    @Test
    void attentionWithoutAPictureIsOneLine() {
        notices().show(attention("pual", "Confirm on the phone.", NONE));

        assertThat(printed()).isEqualTo("[pual] Confirm on the phone.\n");
    }

    @Test
    void eachChangeOfStateIsOneLine() {
        ConsoleNotices notices = notices();
        notices.show(state(AccountState.SIGNING_IN, ""));
        notices.show(state(AccountState.ONLINE, "as 10001"));
        notices.show(state(AccountState.RECONNECTING, "the poll was cut"));
        notices.show(state(AccountState.FAILED, "kicked by another client"));

        assertThat(printed()).isEqualTo("""
                [pual] signing in
                [pual] on line: as 10001
                [pual] cut off, coming back: the poll was cut
                [pual] gave up: kicked by another client
                """);
    }

    @Test
    void textFromTheNetworkCannotSteerTheTerminalOrForgeALine() {
        notices()
                .show(attention(
                        "pu\u001Bal",
                        "red\u001B[31m\r\n[root] on line\u0000\u009B2J\u202Exyz\u2028" + "y".repeat(1000),
                        NONE));

        assertThat(printed())
                .startsWith("[pual] red[31m [root] on line2Jxyz y")
                .endsWith("y…\n")
                .hasLineCount(1)
                .hasSizeLessThan(ConsoleText.MAX_TEXT + 20);
    }
}
