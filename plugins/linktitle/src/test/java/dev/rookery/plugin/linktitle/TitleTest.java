package dev.rookery.plugin.linktitle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TitleTest {

    private static String of(String html) {
        return Title.of(html).orElse("none");
    }

    @Test
    void theTitleIsFoundWhereverItStands() {
        assertThat(of("<title>a</title>")).isEqualTo("a");
        assertThat(of("<HTML><HEAD><TITLE lang=en>A b</TITLE>")).isEqualTo("A b");
        assertThat(of("<p>x</p><title\n>a\n  b\tc</title >")).isEqualTo("a b c");
    }

    @Test
    void whatOnlyLooksLikeATitleIsNone() {
        assertThat(of("<!-- <title>no</title> --><title>yes</title>")).isEqualTo("yes");
        assertThat(of("<script>'<title>no</title>'</script><title>yes</title>")).isEqualTo("yes");
        assertThat(of("<svg><title>no</title></svg><title>yes</title>")).isEqualTo("yes");
        assertThat(of("<titles>no</titles>")).isEqualTo("none");
        assertThat(of("<title>never ends")).isEqualTo("none");
        assertThat(of("<title></title>")).isEqualTo("none");
        assertThat(of("")).isEqualTo("none");
    }

    @Test
    void entitiesAreWhatTheyStandFor() {
        assertThat(of("<title>&lt;a&gt; &amp;amp; &quot;b&quot; &#39;c&#x27; &mdash; &#20225;&#x9E45; &hellip</title>"))
                .isEqualTo("<a> &amp; \"b\" 'c' — 企鹅 …");
        assertThat(of("<title>&#150; &unknown; R&D &#0; &#x110000; &#xD800; &#9999999;</title>"))
                .isEqualTo("– &unknown; R&D");
    }

    @Test
    void whatCannotBeSeenIsLeftOut() {
        assertThat(of("<title>a\u202eb\u200bc\u0007d\u00a0\u3000e</title>")).isEqualTo("abcd e");
    }

    @Test
    void aLongTitleEndsInAnEllipsisAtWholeCharacters() {
        assertThat(of("<title>" + "𠮷".repeat(120) + "</title>")).isEqualTo("𠮷".repeat(120));
        assertThat(of("<title>" + "𠮷".repeat(121) + "</title>")).isEqualTo("𠮷".repeat(119) + "…");
    }

    @Test
    void hostilePagesTakeNoLongerThanOthers() {
        assertThat(of("<".repeat(262_144))).isEqualTo("none");
        assertThat(of("<!--".repeat(65_536))).isEqualTo("none");
        assertThat(of("<title>" + "&".repeat(262_144) + "</title>")).startsWith("&&");
        assertThat(of("<script>".repeat(32_768))).isEqualTo("none");
        assertThat(of("İ".repeat(1000) + "<title>a</title>")).isEqualTo("a");
    }
}
