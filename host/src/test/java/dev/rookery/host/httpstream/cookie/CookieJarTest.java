package dev.rookery.host.httpstream.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {

    private static final URI HERE = URI.create("http://ptlogin4.web2.qq.com/check_sig?x=1");

    private Instant now = Instant.parse("2017-04-01T12:00:00Z");
    private final CookieJar jar = new CookieJar(() -> now);

    private String sent(String uri) {
        String header = jar.header(URI.create(uri));
        return header == null ? "" : header;
    }

    private void set(String uri, String... setCookies) {
        jar.store(URI.create(uri), List.of(setCookies));
    }

    @Test
    void checkSigOf2017DeletesOnOneDomainWhatItSetsOnAnother() {
        set(
                "http://ssl.ptlogin2.qq.com/",
                "p_skey=old; PATH=/; DOMAIN=qq.com;",
                "pt4_token=old; PATH=/; DOMAIN=qq.com;");

        jar.store(
                HERE,
                List.of(
                        "uin=o1002003004; PATH=/; DOMAIN=qq.com;",
                        "skey=@Z86pBPzDt; PATH=/; DOMAIN=qq.com;",
                        "pt2gguin=o1002003004; EXPIRES=Fri, 02-Jan-2020 00:00:00 GMT; PATH=/; DOMAIN=qq.com;",
                        "p_skey=bwQ3WTKqgu_; PATH=/; DOMAIN=web2.qq.com; ;",
                        "pt4_token=3ckZcOQ_; PATH=/; DOMAIN=web2.qq.com;",
                        "p_uin=; EXPIRES=Fri, 02-Jan-1970 00:00:00 GMT; PATH=/; DOMAIN=qq.com;",
                        "p_skey=; EXPIRES=Fri, 02-Jan-1970 00:00:00 GMT; PATH=/; DOMAIN=qq.com;",
                        "pt4_token=; EXPIRES=Fri, 02-Jan-1970 00:00:00 GMT; PATH=/; DOMAIN=qq.com;",
                        "p_uin=o1002003004; PATH=/; DOMAIN=web2.qq.com;"));

        assertThat(sent("http://d1.web2.qq.com/channel/poll2"))
                .isEqualTo("uin=o1002003004; skey=@Z86pBPzDt; pt2gguin=o1002003004; p_skey=bwQ3WTKqgu_; "
                        + "pt4_token=3ckZcOQ_; p_uin=o1002003004");
        assertThat(sent("http://w.qq.com/")).isEqualTo("uin=o1002003004; skey=@Z86pBPzDt; pt2gguin=o1002003004");
        assertThat(jar.value("web2.qq.com", "p_skey")).contains("bwQ3WTKqgu_");
        assertThat(jar.value("qq.com", "p_skey")).isEmpty();
        assertThat(jar.value(HERE, "p_uin")).contains("o1002003004");
    }

    @Test
    void emptyValueIsAValue() {
        set("http://a.qq.com/", "ptwebqq=; PATH=/; DOMAIN=qq.com;");

        assertThat(sent("http://b.qq.com/")).isEqualTo("ptwebqq=");
        assertThat(jar.value("qq.com", "ptwebqq")).contains("");
    }

    @ParameterizedTest
    @CsvSource({
        "qq.com, http://qq.com/, true",
        ".qq.com, http://a.b.qq.com/, true",
        "QQ.COM, http://d1.web2.QQ.com/, true",
        "qq.com, http://evilqq.com/, false",
        "web2.qq.com, http://d1.web2.qq.com/, true",
        "web2.qq.com, http://w.qq.com/, false",
    })
    void domainCookieGoesToTheDomainAndWithin(String domain, String to, boolean sent) {
        jar.set(HERE, "a=1; path=/; domain=" + domain);

        assertThat(sent(to)).isEqualTo(sent ? "a=1" : "");
    }

    @Test
    void cookieWithoutDomainGoesToItsHostAlone() {
        set("http://web2.qq.com/", "a=1", "b=2; domain=", "c=3; domain=.");

        assertThat(sent("http://web2.qq.com/")).isEqualTo("a=1; b=2; c=3");
        assertThat(sent("http://d1.web2.qq.com/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "d1.web2.qq.com",
                "com",
                ".com",
                "..com",
                "com.",
                "q.com",
                "\u00e9.com",
                "ptlogin4.web2.qq.com.evil.org"
            })
    void cookieForAForeignOrPublicDomainIsRefused(String domain) {
        jar.set(HERE, "a=1; path=/; domain=" + domain);

        assertThat(sent(HERE.toString())).isEmpty();
        assertThat(jar.value(domain, "a")).isEmpty();
    }

    @Test
    void hostOfOneLabelMayNameItself() {
        set("http://localhost/", "a=1; domain=localhost");

        assertThat(sent("http://localhost/")).isEqualTo("a=1");
        assertThat(sent("http://sub.localhost/")).isEmpty();
    }

    @Test
    void addressesHaveNoSubdomains() {
        set("http://127.0.0.1/", "a=1", "b=2; domain=0.0.1", "c=3; domain=127.0.0.1");
        set("http://[::1]:8970/", "d=4");

        assertThat(sent("http://127.0.0.1:8970/")).isEqualTo("a=1; c=3");
        assertThat(sent("http://[::1]/")).isEqualTo("d=4");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b, true",
        "/a/b, /a/b/c, true",
        "/a/b, /a/bc, false",
        "/a/b, /a, false",
        "/a/, /a/b, true",
        "/, '', true",
        "/, /x, true",
    })
    void pathMatchesWholeSegments(String path, String requested, boolean sent) {
        set("http://h.org/", "a=1; path=" + path);

        assertThat(sent("http://h.org" + requested)).isEqualTo(sent ? "a=1" : "");
    }

    @ParameterizedTest
    @CsvSource({"/a/b/c, /a/b", "/a/b/, /a/b", "/a, /", "/, /", "'', /", "/a/b?x=/c/d, /a"})
    void defaultPathIsTheFolderOfTheRequest(String requested, String path) {
        set("http://h.org" + requested, "a=1", "b=2; path=relative", "c=3; path=");

        assertThat(sent("http://h.org" + path)).isEqualTo("a=1; b=2; c=3");
        assertThat(sent("http://h.org" + (path.equals("/") ? "" : path) + "/below"))
                .isEqualTo("a=1; b=2; c=3");
        if (!path.equals("/")) {
            assertThat(sent("http://h.org/")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.com.cn/, com.cn",
        "http://a.shop.co.uk/, co.uk",
        "http://me.github.io/, github.io",
        "http://a.b.ck/, b.ck",
        "http://xn--85x722f.xn--55qx5d.cn/, xn--55qx5d.cn"
    })
    void cookieForAllWhoRegisteredUnderASuffixIsRefused(String from, String suffix) {
        set(from, "a=1; path=/; domain=" + suffix);

        assertThat(jar.save()).isEmpty();
    }

    @Test
    void hostThatIsAPublicSuffixSetsForItselfAlone() {
        set("http://github.io/", "a=1; path=/; domain=github.io");

        assertThat(sent("http://github.io/")).isEqualTo("a=1");
        assertThat(sent("http://me.github.io/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://web.qq.com/, qq.com",
        "http://web2.qq.com/, qq.com",
        "http://ptlogin2.qq.com/, qq.com",
        "https://ssl.ptlogin2.qq.com/, ptlogin2.qq.com",
        "http://d.web2.qq.com/, .web2.qq.com"
    })
    void qqSpeaksForAllOfQq(String from, String domain) {
        set(from, "a=1; path=/; domain=" + domain);

        assertThat(sent("http://x." + domain.replaceFirst("^\\.", "") + "/")).isEqualTo("a=1");
    }

    @ParameterizedTest
    @CsvSource({
        "__Secure-a=1; Secure; Domain=h.org, true",
        "__secure-a=1; Secure, true",
        "__Secure-a=1, false",
        "__SECURE-a=1, false",
        "__Host-a=1; Secure; Path=/, true",
        "__host-a=1; secure; path=/; domain=, true",
        "__Host-a=1; Secure, false",
        "__Host-a=1; Path=/, false",
        "__Host-a=1; Secure; Path=/x, false",
        "__Host-a=1; Secure; Path=/; Domain=h.org, false",
        "__HOST-a=1; Secure; Path=/; Domain=h.org, false",
        "__Hostess=1, true"
    })
    void prefixesHoldWhatTheySay(String setCookie, boolean kept) {
        set("https://h.org/", setCookie);

        assertThat(jar.save()).hasSize(kept ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Strict", "Lax", "None", "none", "", "whatever"})
    void sameSiteChangesNothing(String value) {
        set("http://h.org/", "a=1; SameSite=" + value + "; HttpOnly");

        assertThat(sent("http://h.org/")).isEqualTo("a=1");
    }

    @Test
    void insecureAddressSetsNoSecureCookie() {
        set("http://h.org/", "a=1; Secure");

        assertThat(jar.save()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=evil; path=/in",
                "a=evil; path=/in/deeper",
                "a=evil; path=/in; domain=h.org",
                "a=; path=/in; max-age=0",
                "a=; path=/in; domain=h.org; max-age=0",
            })
    void insecureAddressNeitherReplacesNorShadowsASecureCookie(String setCookie) {
        set("https://h.org/", "a=good; Secure; path=/in; domain=h.org");
        set("http://sub.h.org/in/deeper/x", setCookie.replace("; domain=h.org", ""), setCookie);
        set("http://h.org/in/deeper/x", setCookie);

        assertThat(sent("https://sub.h.org/in/deeper")).isEqualTo("a=good");
        assertThat(jar.save()).hasSize(1);
    }

    @Test
    void insecureDomainCookieDoesNotShadowTheSecureCookieOfAHostInTheDomain() {
        set("https://sub.h.org/", "a=good; Secure; path=/");
        set("http://h.org/", "a=evil; path=/; domain=h.org");

        assertThat(sent("https://sub.h.org/")).isEqualTo("a=good");
        assertThat(sent("http://h.org/")).isEmpty();
    }

    @Test
    void insecureAddressSetsWhatCannotBeTakenForTheSecureCookie() {
        set("https://h.org/", "a=good; Secure; path=/in");
        set("http://h.org/", "b=1", "a=out; path=/", "a=beside; path=/inside");
        set("http://other.org/", "a=1; path=/in");

        assertThat(sent("https://h.org/in")).isEqualTo("a=good; b=1; a=out");
        assertThat(jar.save()).hasSize(5);
    }

    @Test
    void secureAddressReplacesASecureCookieByAnyOther() {
        set("https://h.org/", "a=1; Secure");
        set("https://h.org/", "a=2");

        assertThat(sent("http://h.org/")).isEqualTo("a=2");
    }

    @Test
    void cookieOfAHostAndCookieOfItsDomainAreTwo() {
        set("http://h.org/", "a=host", "a=domain; domain=h.org");

        assertThat(sent("http://h.org/")).isEqualTo("a=host; a=domain");
        assertThat(sent("http://sub.h.org/")).isEqualTo("a=domain");
    }

    @Test
    void secureCookieGoesToHttpsOnly() {
        set("https://h.org/", "a=1; SECURE");

        assertThat(sent("https://h.org/")).isEqualTo("a=1");
        assertThat(sent("wss://h.org/")).isEqualTo("a=1");
        assertThat(sent("http://h.org/")).isEmpty();
        assertThat(sent("ws://h.org/")).isEmpty();
    }

    @Test
    void longerPathsComeFirstThenThoseCreatedFirst() {
        set("http://h.org/a/b", "one=1; path=/", "two=2; path=/a", "three=3; path=/", "four=4; path=/a/b");
        set("http://h.org/", "one=again; path=/");

        assertThat(sent("http://h.org/a/b")).isEqualTo("four=4; two=2; one=again; three=3");
        assertThat(jar.value(URI.create("http://h.org/"), "one")).contains("again");
    }

    @Test
    void firstOfTwoCookiesOfOneNameIsTheOneAnswered() {
        set("http://h.org/a/b", "n=root; path=/", "n=deep; path=/a");

        assertThat(jar.value(URI.create("http://h.org/a"), "n")).contains("deep");
        assertThat(sent("http://h.org/a")).isEqualTo("n=deep; n=root");
    }

    @Test
    void maxAgeRulesOverExpires() {
        set(
                "http://h.org/",
                "a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "b=2; Expires=Fri, 01 Jan 2100 00:00:00 GMT; max-age=0");

        assertThat(sent("http://h.org/")).isEqualTo("a=1");
        now = now.plusSeconds(59);
        assertThat(sent("http://h.org/")).isEqualTo("a=1");
        now = now.plusSeconds(1);
        assertThat(sent("http://h.org/")).isEmpty();
    }

    @Test
    void cookieEndsWhenItExpires() {
        set("http://h.org/", "a=1; expires=Sat, 01-Apr-2017 13:00:00 GMT", "b=2");

        assertThat(sent("http://h.org/")).isEqualTo("a=1; b=2");
        now = now.plus(Duration.ofHours(1));
        assertThat(sent("http://h.org/")).isEqualTo("b=2");
        assertThat(jar.value("h.org", "a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=0",
                "max-age=-1",
                "max-age=-99999999999999999999",
                "EXPIRES=Fri, 02-Jan-1970 00:00:00 GMT"
            })
    void expiryInThePastDeletes(String attribute) {
        set("http://h.org/", "a=1", "b=2");
        set("http://h.org/", "a=; " + attribute);

        assertThat(sent("http://h.org/")).isEqualTo("b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=99999999999999999999",
                "max-age=soon",
                "max-age=",
                "expires=never",
                "expires=",
                "expires=31 Feb 1999 00:00:00"
            })
    void expiryThatIsNoneOrFarAwayKeeps(String attribute) {
        set("http://h.org/", "a=1; " + attribute);

        assertThat(sent("http://h.org/")).isEqualTo("a=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "=",
                "=value",
                "novalue",
                "; path=/",
                " = ; ",
                ";;;;",
                "a\u0000=1",
                "a\tb=1",
                "a=1\u007f",
                "a=\u503c",
                "a=1; path=/x\ty",
                "a=1\u0007",
                "a=1; path=/\r\nb"
            })
    void malformedCookieIsIgnored(String setCookie) {
        set("http://h.org/", setCookie);

        assertThat(sent("http://h.org/")).isEmpty();
    }

    @Test
    void valueMayHoldEqualsSignsQuotesAndSpaces() {
        set("http://h.org/", "  a  =  b=c==  ; ; ;Path=/", "q=\"x y\"");

        assertThat(sent("http://h.org/")).isEqualTo("a=b=c==; q=\"x y\"");
    }

    @Test
    void clearForgetsEverything() {
        set("http://h.org/", "a=1");
        jar.clear();

        assertThat(sent("http://h.org/")).isEmpty();
    }

    @Test
    void cookieAtTheSizeLimitIsKeptAndALongerOneIgnored() {
        int room = CookieJar.MAX_COOKIE_CHARS - "a".length();
        set("http://h.org/", "a=" + "x".repeat(room), "b=" + "x".repeat(room + 1));

        assertThat(jar.value("h.org", "a")).isPresent();
        assertThat(jar.value("h.org", "b")).isEmpty();
    }

    @Test
    void attributeThatIsTooLongCountsAsNotGiven() {
        String path = "/" + "x".repeat(CookieJar.MAX_ATTRIBUTE_CHARS - 1);
        set("http://h.org/", "a=1; path=" + path, "b=2; path=" + path + "x");

        assertThat(sent("http://h.org/")).isEqualTo("b=2");
        assertThat(sent("http://h.org" + path)).isEqualTo("a=1; b=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=34560001", "max-age=99999999999", "expires=Fri, 01 Jan 2100 00:00:00 GMT"})
    void nothingLastsLongerThan400Days(String attribute) {
        set("http://h.org/", "a=1; " + attribute);

        now = now.plus(CookieJar.MAX_LIFETIME).minusMillis(1);
        assertThat(sent("http://h.org/")).isEqualTo("a=1");
        now = now.plusMillis(1);
        assertThat(sent("http://h.org/")).isEmpty();
    }

    @Test
    void secureCookiesGiveWayLast() {
        set("https://h.org/", "s=1; Secure");
        for (int i = 0; i < CookieJar.MAX_PER_DOMAIN; i++) {
            set("http://h.org/", "c" + i + "=1");
        }

        assertThat(jar.value("h.org", "s")).isPresent();
        assertThat(jar.value("h.org", "c0")).isEmpty();
        assertThat(jar.value("h.org", "c1")).isPresent();
    }

    @Test
    void secureCookiesGiveWayToEachOther() {
        for (int i = 0; i <= CookieJar.MAX_PER_DOMAIN; i++) {
            set("https://h.org/", "s" + i + "=1; Secure");
        }

        assertThat(jar.value("h.org", "s0")).isEmpty();
        assertThat(jar.save()).hasSize(CookieJar.MAX_PER_DOMAIN);
    }

    @Test
    void oldestOfADomainGivesWayWhenTheDomainIsFull() {
        set("http://other.org/", "keep=1");
        for (int i = 0; i < CookieJar.MAX_PER_DOMAIN; i++) {
            set("http://h.org/", "c" + i + "=1");
        }
        assertThat(jar.value("h.org", "c0")).isPresent();

        set("http://h.org/", "c1=changed", "one-more=1");

        assertThat(jar.value("h.org", "c0")).isEmpty();
        assertThat(jar.value("h.org", "c1")).contains("changed");
        assertThat(jar.value("h.org", "one-more")).isPresent();
        assertThat(jar.value("other.org", "keep")).isPresent();
    }

    @Test
    void expiredCookiesGiveWayFirst() {
        set("http://h.org/", "first=1");
        for (int i = 1; i < CookieJar.MAX_PER_DOMAIN; i++) {
            set("http://h.org/", "c" + i + "=1; max-age=1");
        }
        now = now.plusSeconds(2);
        set("http://h.org/", "one-more=1");

        assertThat(sent("http://h.org/")).isEqualTo("first=1; one-more=1");
    }

    @Test
    void oldestOfAllGivesWayWhenTheJarIsFull() {
        for (int i = 0; i < CookieJar.MAX_COOKIES; i++) {
            set("http://h" + i + ".org/", "c=1");
        }
        assertThat(jar.value("h0.org", "c")).isPresent();

        set("http://one-more.org/", "c=1");

        assertThat(jar.value("h0.org", "c")).isEmpty();
        assertThat(jar.value("h1.org", "c")).isPresent();
        assertThat(jar.value("one-more.org", "c")).isPresent();
    }

    @Test
    void cookieDoesNotPrintItsValue() {
        assertThat(Cookie.parse(Address.of(HERE), "skey=@secret; domain=qq.com", now.toEpochMilli())
                        .toString())
                .isEqualTo("skey; domain=qq.com; path=/");
    }

    @Test
    void savedJarIsTheSameWhenItIsLoaded() {
        set(
                "https://ssl.ptlogin2.qq.com/ptqrlogin",
                "superkey=z2Mwq; PATH=/; DOMAIN=ptlogin2.qq.com; Secure",
                "pt2gguin=o1002003004; EXPIRES=Fri, 02-Jan-2020 00:00:00 GMT; PATH=/; DOMAIN=qq.com;",
                "own=host",
                "__Host-id=1; Secure; Path=/",
                "tab=a\tb");
        CookieJar next = new CookieJar(() -> now);
        next.load(jar.save());
        assertThat(next.save()).isEqualTo(jar.save()).hasSize(5);
        assertThat(next.header(URI.create("https://ssl.ptlogin2.qq.com/ptqrlogin")))
                .isEqualTo(sent("https://ssl.ptlogin2.qq.com/ptqrlogin"))
                .contains("superkey=z2Mwq", "pt2gguin=o1002003004", "own=host", "__Host-id=1", "tab=a\tb");
        assertThat(next.header(URI.create("http://w.qq.com/"))).isEqualTo("pt2gguin=o1002003004");
        now = Instant.parse("2021-01-01T00:00:00Z");
        assertThat(next.value("qq.com", "pt2gguin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# Netscape HTTP Cookie File",
                "qq.com\tTRUE\t/\tFALSE\t0\tname",
                "qq.com\tTRUE\t/\tFALSE\tsoon\tname\tvalue",
                "qq.com\tTRUE\t/\tFALSE\t1000\tname\tlong expired",
                "qq.com\tTRUE\tnowhere\tFALSE\t0\tname\tvalue",
                "\tTRUE\t/\tFALSE\t0\tname\tvalue",
                "qq.com\tTRUE\t/\tFALSE\t0\t\tvalue",
                "qq.com\tTRUE\t/\tFALSE\t0\tname\tvalue; other=1",
                "qq.com\tTRUE\t/\tFALSE\t0\tname\tval\rue",
                "qq.com\tTRUE\t/\tFALSE\t0\tname\t值",
                "com\tTRUE\t/\tFALSE\t0\tname\tfor everybody",
                "com.cn\tTRUE\t/\tTRUE\t0\tname\tfor all of China",
                "qq.com\tTRUE\t/\tFALSE\t0\t__Secure-name\tnot secure",
                "qq.com\tTRUE\t/\tTRUE\t0\t__Host-name\tnot of one host"
            })
    void malformedLineIsLeftOut(String line) {
        jar.load(List.of(line, "qq.com\tTRUE\t/\tFALSE\t0\tgood\tone"));
        assertThat(jar.save()).containsExactly("qq.com\tTRUE\t/\tFALSE\t0\tgood\tone");
    }

    @Test
    void loadedCookiesKeepTheBounds() {
        jar.load(IntStream.range(0, CookieJar.MAX_PER_DOMAIN + 10)
                .mapToObj(i -> "qq.com\tTRUE\t/\tFALSE\t0\tc" + i + "\tv")
                .toList());
        assertThat(jar.save()).hasSize(CookieJar.MAX_PER_DOMAIN);
        jar.load(List.of("qq.com\tTRUE\t/\tFALSE\t0\tname\t" + "x".repeat(CookieJar.MAX_COOKIE_CHARS)));
        assertThat(jar.value("qq.com", "name")).isEmpty();
    }

    @Test
    void fieldThatWasSentBeforeFollowsEveryChange() {
        set("http://h.org/", "a=1; Max-Age=10", "b=2; Path=/deep");
        assertThat(sent("http://h.org/x?t=1")).isEqualTo("a=1");
        assertThat(sent("http://h.org/x?t=2")).isEqualTo("a=1");
        assertThat(sent("http://h.org/deep")).isEqualTo("b=2; a=1");
        assertThat(sent("http://h.org/x")).isEqualTo("a=1");

        set("http://h.org/", "c=3");
        assertThat(sent("http://h.org/x")).isEqualTo("a=1; c=3");
        now = now.plusSeconds(9);
        assertThat(sent("http://h.org/x")).isEqualTo("a=1; c=3");
        now = now.plusSeconds(1);
        assertThat(sent("http://h.org/x")).isEqualTo("c=3");
        jar.load(List.of("h.org\tFALSE\t/\tFALSE\t0\td\t4"));
        assertThat(sent("http://h.org/x")).isEqualTo("c=3; d=4");
        set("http://h.org/", "c=; Max-Age=0");
        assertThat(sent("http://h.org/x")).isEqualTo("d=4");
        jar.clear();
        assertThat(sent("http://h.org/x")).isEmpty();
    }
}
