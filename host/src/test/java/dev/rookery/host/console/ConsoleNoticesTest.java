package dev.rookery.host.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.host.console.QrTerminal.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleNoticesTest {

    private static final byte[] NONE = {};

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private ConsoleNotices notices() {
        return new ConsoleNotices(
                new PrintStream(printed, false, UTF_8), folder.resolve("pictures"), Style.DARK_TERMINAL);
    }

    private String printed() {
        return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static AccountNeedsAttention attention(String account, String summary, byte[] picture) {
        return new AccountNeedsAttention(account, summary, picture, Instant.EPOCH);
    }

    private static AccountStateChanged state(AccountState state, String reason) {
        return new AccountStateChanged("pual", state, reason, Instant.EPOCH);
    }

    @Test
    void codeIsDrawnAboveTheSentenceAndWrittenToAFile() throws Exception {
        byte[] png = QrPictures.png("https://example.org/scan");

        notices().show(attention("pual", "Scan the code with the QQ app.", png));

        Path file = folder.resolve("pictures/pual-qr.png");
        String drawing = QrTerminal.draw(png, Style.DARK_TERMINAL).orElseThrow();
        assertThat(printed())
                .isEqualTo(drawing + "[pual] Scan the code with the QQ app.\nThe picture is in " + file.toAbsolutePath()
                        + "\n");
        assertThat(file).hasBinaryContent(png);
        assertThat(folder.resolve("pictures")).isDirectoryNotContaining("glob:**.part");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void pictureThatIsNoCodeIsOnlyWritten() throws IOException {
        notices().show(attention("pual", "Type the captcha.", new byte[] {1, 2, 3}));

        assertThat(printed())
                .startsWith("(The picture is no QR code that can be drawn here: open the file.)\n"
                        + "[pual] Type the captcha.\nThe picture is in ");
        assertThat(folder.resolve("pictures/pual-qr.png")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void attentionWithoutAPictureIsOneLine() {
        notices().show(attention("pual", "Confirm on the phone.", NONE));

        assertThat(printed()).isEqualTo("[pual] Confirm on the phone.\n");
        assertThat(folder.resolve("pictures")).doesNotExist();
    }

    @Test
    void pictureIsRemovedWhenTheAccountGoesOn() {
        ConsoleNotices notices = notices();
        Path file = folder.resolve("pictures/pual-qr.png");

        notices.show(attention("pual", "Scan.", QrPictures.png("x")));
        notices.show(state(AccountState.NEEDS_PERSON, ""));
        assertThat(file).exists();

        notices.show(state(AccountState.SIGNING_IN, ""));
        assertThat(file).doesNotExist();
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
                .startsWith("[pu al] red [31m [root] on line 2J xyz y")
                .endsWith("y…\n")
                .hasLineCount(1)
                .hasSizeLessThan(ConsoleNotices.MAX_TEXT + 20);
    }

    @Test
    void accountNameCannotLeaveTheFolder() {
        notices().show(attention("../../etc/passwd", "Scan.", QrPictures.png("x")));

        assertThat(folder.resolve("pictures/______etc_passwd-qr.png")).exists();
    }

    @Test
    void folderThatCannotBeWrittenIsTold() throws IOException {
        Files.writeString(folder.resolve("pictures"), "a file in the way");

        notices().show(attention("pual", "Scan.", QrPictures.png("x")));

        assertThat(printed()).contains("[pual] Scan.\nThe picture could not be written to ");
    }
}
