package dev.rookery.plugin.linktitle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import dev.rookery.testkit.TestGroup;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PluginTest(LinkTitlePlugin.class)
class LinkTitlePluginTest {

    private static String page(String title) {
        return "<!doctype html><html><head><title>" + title + "</title></head><body></body></html>";
    }

    @Test
    void saysTheTitleOfAPageThatIsLinkedTo(TestBot bot) {
        bot.web().page("https://example.org/a?b=c", page("An &amp; Example"));
        bot.group("rooks").member("alice").says("look at https://example.org/a?b=c, it is new");
        bot.expectReply("“An & Example” (example.org)");
        bot.expectNothingElse();
    }

    @Test
    void saysItInChineseWhereChineseIsSpoken(TestBot bot) {
        bot.web().page("https://example.org/", page("企鹅"));
        bot.user("ming").says("大家好，请看这个网页 https://example.org/");
        bot.expectReply("《企鹅》（example.org）");
    }

    @Test
    void passesOverWhatIsNoPage(TestBot bot) {
        byte[] lost = page("Not found").getBytes(StandardCharsets.UTF_8);
        bot.web()
                .page("https://example.org/picture", 200, "image/png", new byte[] {1, 2, 3})
                .page("https://example.org/gone", 404, "text/html", lost)
                .page("https://example.org/empty", page(" &nbsp; "))
                .page("https://example.org/none", "<p>no title</p>");
        for (String path : new String[] {"picture", "gone", "empty", "none", "nowhere"}) {
            bot.user("alice").says("https://example.org/" + path);
            bot.expectNothing();
        }
    }

    @Test
    void saysTheTitleOfWhereARedirectLeads(TestBot bot) {
        bot.web()
                .redirect("https://short.example/x", "https://long.example/y")
                .page("https://long.example/y", page("Y"));
        bot.user("alice").says("https://short.example/x");
        bot.expectReply("“Y” (long.example)");
    }

    @Test
    void fetchesNoMoreOfAPageThanItsBeginning(TestBot bot) {
        bot.web().page("https://example.org/", page("Large") + "x".repeat(9 << 20));
        bot.user("alice").says("https://example.org/");
        bot.expectReply("“Large” (example.org)");
        assertThat(bot.web().asked()).singleElement().satisfies(request -> {
            assertThat(request.maxBody()).isEqualTo(LinkTitlePlugin.PAGE_BYTES);
            assertThat(request.cutsBody()).isTrue();
        });
    }

    @Test
    void readsPagesThatSayNothingOfTheirCharset(TestBot bot) {
        bot.web().page("https://example.org/", 200, "text/html", page("腾讯网").getBytes(Charset.forName("GBK")));
        bot.user("alice").says("https://example.org/");
        bot.expectReply("“腾讯网” (example.org)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GB18030   | text/html; charset=gb2312    | -         | 腾讯𠮷",
                "GB18030   | text/html                    | gbk       | 腾讯𠮷",
                "GB18030   | -                            | -         | 腾讯𠮷",
                "Shift_JIS | text/html; charset=Shift_JIS | -         | ペンギン",
                "Shift_JIS | text/html                    | shift_jis | ペンギン",
                "EUC-JP    | text/html                    | euc-jp    | ペンギン",
                "Big5      | text/html; charset=big5      | -         | 企鵝",
                "UTF-16    | text/html                    | -         | 企鹅",
                "UTF-16LE  | text/html; charset=utf-16    | -         | 企鹅",
                "UTF-16BE  | text/html; charset=utf-16be  | -         | 企鹅"
            })
    void charsetsAreToldByHeaderByMetaByMarkOrByWhatFits(
            String charset, String header, String meta, String title, TestBot bot) {
        String html = (meta == null ? "" : "<meta charset=\"" + meta + "\">") + page(title);
        byte[] body = html.getBytes(Charset.forName(charset));
        bot.web().page("https://example.org/", 200, header == null ? "" : header, body);
        bot.user("alice").says("see https://example.org/ there");
        bot.expectReply(text -> text.contains(title));
    }

    @Test
    void hostileLinksAreBorne(TestBot bot) {
        bot.web().page("https://example.org/", page("Fine"));
        for (String link : new String[] {
            "https://" + "a".repeat(10_000_000),
            "https://example.org/" + "%".repeat(5_000),
            "https://example.org\u202e/",
            "https://\ud800/",
            "https://[::1",
            "https://user:secret@example.org/",
            "https://example.org:99999/",
            "https://xn--/",
            "https://👨\u200d👩\u200d👧/",
            "https://".repeat(1_000)
        }) {
            bot.user("alice").says(link);
        }
        bot.user("bob").says("https://example.org/");
        bot.expectReply("“Fine” (example.org)");
        bot.expectNothingElse();
    }

    @Test
    void aPageThatIsNotOfTheCharsetThatItsServerNamesIsSaidAsFarAsItCanBeRead(TestBot bot) {
        byte[] gbk = page("腾讯 net").getBytes(Charset.forName("GBK"));
        bot.web()
                .page("https://example.org/unknown", 200, "text/html; charset=klingon", gbk)
                .page("https://example.org/wrong", 200, "text/html; charset=utf-8", gbk);
        bot.user("alice").says("https://example.org/unknown");
        bot.expectReply("“腾讯 net” (example.org)");
        bot.user("alice").says("https://example.org/wrong");
        bot.expectReply(text -> text.startsWith("“\ufffd") && text.endsWith(" net” (example.org)"));
    }

    @Test
    void hostileTitlesAreShortOneLineAndReadInOneDirection(TestBot bot) {
        bot.web()
                .page("https://example.org/huge", page("x".repeat(200_000)))
                .page("https://example.org/bidi", page("safe\u202e\u2066gpj.exe\u200b\u2028line&#10;&#x202E;two"));
        bot.user("alice").says("https://example.org/huge");
        bot.expectReply("“" + "x".repeat(119) + "…” (example.org)");
        bot.user("alice").says("https://example.org/bidi");
        bot.expectReply("“safegpj.exe line two” (example.org)");
    }

    @Test
    void redirectsInACircleAreGivenUpInSilence(TestBot bot) {
        bot.web()
                .redirect("https://example.org/a", "https://example.org/b")
                .redirect("https://example.org/b", "https://example.org/a");
        bot.user("alice").says("https://example.org/a");
        bot.expectNothing();
    }

    @Test
    void theSameLinkIsPassedOverForAWhile(TestBot bot) {
        bot.web().page("https://example.org/", page("Once"));
        TestGroup rooks = bot.group("rooks");
        rooks.member("alice").says("https://example.org/");
        rooks.expectReply("“Once” (example.org)");
        rooks.member("bob").says("https://example.org/");
        bot.clock().advance(Duration.ofMinutes(9));
        rooks.member("bob").says("https://example.org/");
        rooks.expectNothing();
        bot.user("bob").says("https://example.org/");
        bot.expectReply("“Once” (example.org)");
        bot.clock().advance(Duration.ofMinutes(1));
        rooks.member("bob").says("https://example.org/");
        rooks.expectReply("“Once” (example.org)");
    }

    @Test
    void onlySoManyTitlesAreSaidInAMinute(TestBot bot) {
        bot.config("per-minute: 2");
        for (int i = 0; i < 3; i++) {
            bot.web().page("https://example.org/" + i, page("Title " + i));
        }
        bot.user("alice").says("https://example.org/0 https://example.org/1 https://example.org/2");
        bot.expectReply("“Title 0” (example.org)");
        bot.expectReply("“Title 1” (example.org)");
        bot.expectNothingElse();
        bot.clock().advance(Duration.ofMinutes(1));
        bot.user("alice").says("https://example.org/2");
        bot.expectReply("“Title 2” (example.org)");
    }

    @Test
    void aTitleIsNoLinkForTheNextBot(TestBot bot) {
        bot.web().page("https://example.org/", page("see https://example.org/other now"));
        bot.user("alice").says("https://example.org/");
        bot.expectReply("“see example.org/other now” (example.org)");
    }

    @Test
    void settingsOutOfBoundsAreRefused(TestBot bot) {
        bot.config("per-minute: 0");
        assertThat(bot.expectStartFailure()).contains("0 (expected: 1 to 60)");
    }
}
