package dev.rookery.host.httpstream.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderMemoTest {

    private static final URI POLL = URI.create("http://d1.web2.qq.com/channel/poll2");
    private static final URI SEND = URI.create("http://d1.web2.qq.com/channel/send_buddy_msg2");

    private Instant now = Instant.parse("2017-04-01T12:00:00Z");
    private final CookieJar jar = new CookieJar(() -> now);

    HeaderMemoTest() {
        jar.set(POLL, "skey=@Z86pBPzDt; PATH=/; DOMAIN=qq.com;");
        jar.set(POLL, "p_skey=bwQ3WTKqgu_; PATH=/; DOMAIN=web2.qq.com;");
    }

    private void hasBuiltOnce(URI first, URI second) {
        assertThat(jar.header(first)).isNotNull().isSameAs(jar.header(second));
    }

    private void hasBuiltAnew(String before, URI uri) {
        assertThat(jar.header(uri)).isNotSameAs(before);
        hasBuiltOnce(uri, uri);
    }

    @Test
    void headerIsBuiltOnceForAllPathsOfAHost() {
        hasBuiltOnce(POLL, POLL);
        hasBuiltOnce(POLL, SEND);
    }

    @Test
    void headerIsBuiltPerPathWhereACookieAsksForIt() {
        jar.set(POLL, "deep=1; path=/channel/poll2");

        hasBuiltOnce(POLL, POLL);
        assertThat(jar.header(SEND)).doesNotContain("deep");
        assertThat(jar.header(POLL)).contains("deep");
    }

    @Test
    void headerOfAnInsecureAddressIsNotThatOfASecureOne() {
        URI secure = URI.create("https://d1.web2.qq.com/channel/poll2");
        jar.set(secure, "superkey=1; Secure; path=/");

        assertThat(jar.header(secure)).contains("superkey");
        assertThat(jar.header(POLL)).doesNotContain("superkey");
        assertThat(jar.header(secure)).contains("superkey");
    }

    @Test
    void changeOfTheJarBuildsItAnew() {
        String before = jar.header(POLL);
        jar.set(POLL, "new=1; path=/");
        assertThat(jar.header(POLL)).isEqualTo(before + "; new=1");

        jar.set(POLL, "new=2; path=/");
        assertThat(jar.header(POLL)).isEqualTo(before + "; new=2");

        jar.set(POLL, "new=; path=/; max-age=0");
        assertThat(jar.header(POLL)).isEqualTo(before);

        jar.load(List.of("qq.com\tTRUE\t/\tFALSE\t0\tloaded\tone"));
        assertThat(jar.header(POLL)).isEqualTo(before + "; loaded=one");

        jar.clear();
        assertThat(jar.header(POLL)).isNull();
    }

    @Test
    void cookieThatIsSetToWhatItWasBuildsNothing() {
        String before = jar.header(POLL);
        jar.set(SEND, "skey=@Z86pBPzDt; PATH=/; DOMAIN=qq.com;");
        jar.set(SEND, "gone=; path=/; max-age=0");

        assertThat(jar.header(POLL)).isSameAs(before);
    }

    @Test
    void headerEndsWithTheFirstOfItsCookies() {
        jar.set(POLL, "hour=1; path=/; max-age=3600");
        jar.set(POLL, "minute=1; path=/; max-age=60");
        assertThat(jar.header(POLL)).contains("hour", "minute");

        now = now.plusMillis(59_999);
        assertThat(jar.header(POLL)).contains("hour", "minute");
        now = now.plusMillis(1);
        assertThat(jar.header(POLL)).contains("hour").doesNotContain("minute");
        now = now.plusSeconds(3540);
        assertThat(jar.header(POLL)).doesNotContain("hour").contains("p_skey");
    }

    @Test
    void cookieThatIsToEndEarlierEndsTheHeaderEarlier() {
        jar.set(POLL, "a=1; path=/; max-age=60");
        assertThat(jar.header(POLL)).contains("a=1");

        jar.set(POLL, "a=1; path=/; max-age=10");
        now = now.plusSeconds(10);
        assertThat(jar.header(POLL)).doesNotContain("a=1");
    }

    @Test
    void cookieThatIsProlongedStaysInTheHeader() {
        jar.set(POLL, "a=1; path=/; max-age=60");
        String before = jar.header(POLL);
        now = now.plusSeconds(30);
        jar.set(POLL, "a=1; path=/; max-age=60");
        assertThat(jar.header(POLL)).isSameAs(before);

        now = now.plusSeconds(59);
        assertThat(jar.header(POLL)).isEqualTo(before);
        now = now.plusSeconds(1);
        assertThat(jar.header(POLL)).doesNotContain("a=1");
    }

    @Test
    void addressWithoutCookiesIsRememberedToo() {
        assertThat(jar.header(URI.create("http://other.org/"))).isNull();
        assertThat(jar.header(URI.create("http://other.org/"))).isNull();
        hasBuiltOnce(POLL, POLL);
    }

    @Test
    void oldestEntryGivesWay() {
        String poll = jar.header(POLL);
        assertThat(HeaderMemo.MAX_ENTRIES).isEqualTo(2);
        String second = jar.header(URI.create("http://s.web2.qq.com/"));
        assertThat(jar.header(POLL)).isSameAs(poll);

        jar.header(URI.create("http://web2.qq.com/"));

        assertThat(jar.header(URI.create("http://s.web2.qq.com/"))).isSameAs(second);
        hasBuiltAnew(poll, POLL);
    }

    @Test
    void expiredEntryTakesNoRoomFromAnother() {
        URI other = URI.create("http://h.org/");
        jar.set(other, "b=1");
        String kept = jar.header(other);
        jar.set(POLL, "a=1; path=/; max-age=10");
        kept = jar.header(other);
        jar.header(POLL);
        now = now.plusSeconds(10);
        jar.header(POLL);

        assertThat(jar.header(other)).isSameAs(kept);
    }
}
