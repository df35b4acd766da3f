package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTypeTest {

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void kindIsToldByTheFirstBytes() {
        assertThat(ImageType.of(bytes("\u0089PNG\r\n\u001a\n…"))).contains(ImageType.PNG);
        assertThat(ImageType.of(bytes("\u00ff\u00d8\u00ff\u00e0"))).contains(ImageType.JPEG);
        assertThat(ImageType.of(bytes("GIF89a"))).contains(ImageType.GIF);
        assertThat(ImageType.of(bytes("BM6"))).contains(ImageType.BMP);
        assertThat(ImageType.of(bytes("RIFF\u0000\u0001\u0002\u0003WEBPVP8 "))).contains(ImageType.WEBP);
    }

    @Test
    void everythingElseIsNone() {
        assertThat(ImageType.of(bytes("RIFF\u0000\u0001\u0002\u0003WAVE"))).isEmpty();
        assertThat(ImageType.of(bytes("MZ"))).isEmpty();
        assertThat(ImageType.of(new byte[0])).isEmpty();
        byte[] png = bytes("\u0089PNG\r\n\u001a\n");
        for (int length = 0; length < png.length; length++) {
            assertThat(ImageType.of(Arrays.copyOf(png, length))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cat.png, cat.png",
        "cat.exe, cat.png",
        "/etc/passwd, passwd.png",
        "C:\\\\x\\\\企鹅.jpg, 企鹅.png",
        "'a\"; b=\"c.png', abc.png",
        "'', picture.png",
        ".., picture.png",
        "....png, picture.png"
    })
    void fileNameCanDoNoHarm(String given, String safe) {
        assertThat(ImageType.PNG.fileName(given)).isEqualTo(safe);
    }

    @Test
    void fileNameHasABound() {
        assertThat(ImageType.GIF.fileName("x".repeat(1000))).hasSize(64 + ".gif".length());
    }
}
