package dev.rookery.plugin.linktitle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinksTest {

    private static List<String> in(String text) {
        return Links.in(Message.text(text));
    }

    @Test
    void aLinkEndsWhereTheSentenceGoesOn() {
        assertThat(in("see http://a.org.")).containsExactly("http://a.org");
        assertThat(in("(see http://a.org/x)")).containsExactly("http://a.org/x");
        assertThat(in("http://a.org/x_(y)!")).containsExactly("http://a.org/x_(y)");
        assertThat(in("看 http://a.org/x这个")).containsExactly("http://a.org/x");
        assertThat(in("看http://a.org/x")).containsExactly("http://a.org/x");
        assertThat(in("<http://a.org/x>")).containsExactly("http://a.org/x");
        assertThat(in("http://a.org/?q=1&r=%20#top,")).containsExactly("http://a.org/?q=1&r=%20#top");
        assertThat(in("HTTPS://例子.测试/x")).containsExactly("HTTPS://例子.测试/x");
        assertThat(in("http://[::1]:80/x")).containsExactly("http://[::1]:80/x");
    }

    @Test
    void whatIsNoLinkIsNone() {
        assertThat(in("http:// https:/a.org ftp://a.org www.a.org")).isEmpty();
    }

    @Test
    void eachLinkIsTakenOnceAndThreeAtTheMost() {
        assertThat(in("http://a.org http://b.org http://a.org http://c.org http://d.org"))
                .containsExactly("http://a.org", "http://b.org", "http://c.org");
    }

    @Test
    void aLinkDoesNotGoOnBehindAFace() {
        Message message =
                Message.of(new Segment.Text("http://a.org/"), new Segment.Face("14", "微笑"), new Segment.Text("b"));
        assertThat(Links.in(message)).containsExactly("http://a.org/");
    }

    @Test
    void endlessTextIsReadAsFarAsItGoes() {
        assertThat(in("http://".repeat(1_000_000))).hasSizeLessThan(4);
        assertThat(in("http://a.org/" + "(".repeat(5_000_000))).hasSizeLessThan(2);
        assertThat(in("http://a.org/" + ")".repeat(5_000_000))).containsExactly("http://a.org/");
        assertThat(in("x".repeat(10_000_000) + " http://a.org")).isEmpty();
    }
}
