package dev.rookery.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyTextTest {

    private static byte[] bytes(String text, String charset) {
        return text.getBytes(Charset.forName(charset));
    }

    @Test
    void theServerIsBelieved() {
        assertThat(BodyText.decode(bytes("腾讯", "GBK"), "text/html; charset=gb2312"))
                .isEqualTo("腾讯");
        assertThat(BodyText.decode(bytes("朱镕基", "GBK"), "text/html;charset=\"GB2312\""))
                .isEqualTo("朱镕基");
        assertThat(BodyText.decode(bytes("龍", "Big5"), "text/html; charset=big5"))
                .isEqualTo("龍");
        assertThat(BodyText.decode(bytes("“é”", "windows-1252"), "text/html; charset=ISO-8859-1"))
                .isEqualTo("“é”");
    }

    @Test
    void aLabelMeansWhatBrowsersTakeItFor() {
        assertThat(BodyText.decode(bytes("①髙", "windows-31j"), "text/html; charset=Shift_JIS"))
                .isEqualTo("①髙");
        assertThat(BodyText.decode(bytes("똠방", "x-windows-949"), "text/html; charset=euc-kr"))
                .isEqualTo("똠방");
        assertThat(BodyText.decode(bytes("企鹅", "UTF-16LE"), "text/html; charset=utf-16"))
                .isEqualTo("企鹅");
        assertThat(BodyText.decode(bytes("企鹅", "UTF-16BE"), "text/html; charset=utf-16be"))
                .isEqualTo("企鹅");
    }

    @Test
    void theFirstBytesAreBelievedBeforeTheServer() {
        assertThat(BodyText.decode(bytes("\ufeff企鹅", "UTF-8"), "text/html; charset=gbk"))
                .isEqualTo("企鹅");
        assertThat(BodyText.decode(bytes("企鹅", "UTF-16"), "text/html")).isEqualTo("企鹅");
    }

    @Test
    void thePageIsBelievedWhenTheServerSaysNothing() {
        String page = "<meta http-equiv=Content-Type content='text/html; charset=gbk'><title>网易</title>";
        assertThat(BodyText.decode(bytes(page, "GBK"), "text/html")).isEqualTo(page);
        String own = "<meta charset=\"big5\"><title>龍</title>";
        assertThat(BodyText.decode(bytes(own, "Big5"), "")).isEqualTo(own);
    }

    @Test
    void onlyAPageIsBelievedOfItself() {
        String json = "{\"type\":\"text/html; charset=gbk\",\"name\":\"企鹅\"}";
        assertThat(BodyText.decode(bytes(json, "UTF-8"), "application/json")).isEqualTo(json);
    }

    @Test
    void whatNobodyKnowsIsNotBelieved() {
        assertThat(BodyText.decode(bytes("企鹅", "UTF-8"), "text/html; charset=klingon"))
                .isEqualTo("企鹅");
        assertThat(BodyText.decode(bytes("<meta charset=utf-16>企鹅", "UTF-8"), ""))
                .endsWith("企鹅");
    }

    @Test
    void withoutAWordItIsWhatFits() {
        assertThat(BodyText.decode(bytes("企鹅", "UTF-8"), "")).isEqualTo("企鹅");
        assertThat(BodyText.decode(bytes("腾讯网首页", "GB18030"), "")).isEqualTo("腾讯网首页");
        assertThat(BodyText.decode(bytes("𠮷", "GB18030"), "")).isEqualTo("𠮷");
        assertThat(BodyText.decode(bytes("café ü", "windows-1252"), "")).isEqualTo("café ü");
    }

    @Test
    void aPageThatIsCutOffInTheMiddleOfALetterIsReadAllTheSame() {
        for (String charset : new String[] {"UTF-8", "GBK"}) {
            byte[] whole = bytes("企鹅企鹅", charset);
            assertThat(BodyText.decode(Arrays.copyOf(whole, whole.length - 1), ""))
                    .as(charset)
                    .startsWith("企鹅企");
        }
    }

    @Test
    void anyBytesAreSomeText() {
        Random chance = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[chance.nextInt(100)];
            chance.nextBytes(bytes);
            assertThat(BodyText.decode(bytes, new String(bytes, StandardCharsets.ISO_8859_1)))
                    .isNotNull();
        }
    }
}
