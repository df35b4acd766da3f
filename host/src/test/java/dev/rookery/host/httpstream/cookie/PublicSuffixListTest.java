package dev.rookery.host.httpstream.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.IDN;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSuffixListTest {

    private final PublicSuffixList mozilla = PublicSuffixList.mozilla();

    /** The part of a name that somebody registered, as publicsuffix.org defines it; null in a public suffix. */
    private static String registered(PublicSuffixList list, String name) {
        int suffix = list.suffixStart(name);
        return suffix == 0 ? null : name.substring(name.lastIndexOf('.', suffix - 2) + 1);
    }

    /** The table of test_psl.txt of publicsuffix.org, its questions with capitals and leading dots apart. */
    @ParameterizedTest
    @CsvSource({
        // Unlisted TLD.
        "example,",
        "example.example, example.example",
        "b.example.example, example.example",
        "a.b.example.example, example.example",
        // TLD with one rule.
        "biz,",
        "domain.biz, domain.biz",
        "b.domain.biz, domain.biz",
        "a.b.domain.biz, domain.biz",
        // TLD with some rules of two levels.
        "com,",
        "example.com, example.com",
        "b.example.com, example.com",
        "a.b.example.com, example.com",
        "uk.com,",
        "example.uk.com, example.uk.com",
        "b.example.uk.com, example.uk.com",
        "a.b.example.uk.com, example.uk.com",
        "test.ac, test.ac",
        // TLD with a wildcard alone.
        "mm,",
        "c.mm,",
        "b.c.mm, b.c.mm",
        "a.b.c.mm, b.c.mm",
        // More complex TLD.
        "jp,",
        "test.jp, test.jp",
        "www.test.jp, test.jp",
        "ac.jp,",
        "test.ac.jp, test.ac.jp",
        "www.test.ac.jp, test.ac.jp",
        "kyoto.jp,",
        "test.kyoto.jp, test.kyoto.jp",
        "ide.kyoto.jp,",
        "b.ide.kyoto.jp, b.ide.kyoto.jp",
        "a.b.ide.kyoto.jp, b.ide.kyoto.jp",
        "c.kobe.jp,",
        "b.c.kobe.jp, b.c.kobe.jp",
        "a.b.c.kobe.jp, b.c.kobe.jp",
        "city.kobe.jp, city.kobe.jp",
        "www.city.kobe.jp, city.kobe.jp",
        // TLD with a wildcard and exceptions.
        "ck,",
        "test.ck,",
        "b.test.ck, b.test.ck",
        "a.b.test.ck, b.test.ck",
        "www.ck, www.ck",
        "www.www.ck, www.ck",
        // US K12.
        "us,",
        "test.us, test.us",
        "www.test.us, test.us",
        "ak.us,",
        "test.ak.us, test.ak.us",
        "www.test.ak.us, test.ak.us",
        "k12.ak.us,",
        "test.k12.ak.us, test.k12.ak.us",
        "www.test.k12.ak.us, test.k12.ak.us",
        // Labels of other scripts.
        "食狮.com.cn, 食狮.com.cn",
        "食狮.公司.cn, 食狮.公司.cn",
        "www.食狮.公司.cn, 食狮.公司.cn",
        "shishi.公司.cn, shishi.公司.cn",
        "公司.cn,",
        "食狮.中国, 食狮.中国",
        "www.食狮.中国, 食狮.中国",
        "shishi.中国, shishi.中国",
        "中国,",
    })
    void tableOfTheListItself(String name, String expected) {
        assertThat(registered(mozilla, IDN.toASCII(name))).isEqualTo(expected == null ? null : IDN.toASCII(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
        "xn--55qx5d.cn,",
        "shishi.xn--fiqs8s, shishi.xn--fiqs8s",
        "xn--fiqs8s,",
        "github.io,",
        "me.github.io, me.github.io",
        "d1.web2.qq.com, qq.com",
        "a.qq.com.cn, qq.com.cn",
    })
    void punycodePrivateDomainsAndQq(String name, String expected) {
        assertThat(registered(mozilla, name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.", "com.cn.", "localhost."})
    void dotAtTheEndChangesNothing(String name) {
        assertThat(mozilla.isPublicSuffix(name)).isTrue();
        assertThat(mozilla.isPublicSuffix("a." + name)).isFalse();
    }

    @Test
    void everyRuleOfAListIsFoundAndNothingBetween() {
        PublicSuffixList list = PublicSuffixList.read(new StringReader("""
                // a comment

                zz.example and more of the line
                aa.example
                a.example\tafter a tab
                a-a.example
                *.wild.example
                !not.wild.example
                straße.example
                """));

        assertThat(new String[] {
                    "zz.example", "aa.example", "a.example", "a-a.example", "any.wild.example", "strasse.example"
                })
                .allMatch(list::isPublicSuffix);
        assertThat(new String[] {
                    "z.example",
                    "zzz.example",
                    "aaa.example",
                    "a-.example",
                    "wild.example",
                    "not.wild.example",
                    "and.example"
                })
                .noneMatch(list::isPublicSuffix);
    }

    @Test
    void listWithoutRulesKnowsTopLevelsOnly() {
        PublicSuffixList empty = PublicSuffixList.read(new StringReader("// nothing\n"));

        assertThat(empty.isPublicSuffix("com")).isTrue();
        assertThat(empty.isPublicSuffix("com.cn")).isFalse();
    }
}
