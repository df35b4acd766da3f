package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://h/a/b?q, https://x/y, https://x/y",
        "http://h/a/b?q, //x/y, http://x/y",
        "https://h/a/b?q, //x/y, https://x/y",
        "http://h:81/a/b?q, /y?z, http://h:81/y?z",
        "http://h/a/b?q, y, http://h/a/y",
        "http://h/a/b?q, ../y, http://h/y",
        "http://h/a/b?q, ./y/./z, http://h/a/y/z",
        "http://h/a/b?q, ../../../y?z, http://h/y?z",
        "http://h/a/b?q, /../y, http://h/y",
        "http://h/a/b?q, ../.., http://h/",
        "http://h/a/b?q, ?z, http://h/a/b?z",
        "http://h/a/b?q, '', http://h/a/b?q",
        "http://h/a/b?q, '#f', http://h/a/b?q",
        "http://h, y, http://h/y",
        "http://h, ?z, http://h/?z",
        "http://h/a/b?q, y?u=http://z/, http://h/a/y?u=http://z/",
        "http://h/a/, HTTP://X/y#f, HTTP://X/y",
    })
    void referenceIsResolvedAsRfc3986Says(String base, String reference, String expected) {
        assertThat(HttpAddress.resolve(URI.create(base), reference)).isEqualTo(URI.create(expected));
    }

    @ParameterizedTest
    @CsvSource({"http://h, /", "http://h?q, /?q", "http://h/p, /p", "http://h/p?q=%20, /p?q=%20", "http://h/p?, /p?"})
    void targetIsPathAndQuery(String uri, String target) {
        assertThat(HttpAddress.target(URI.create(uri))).isEqualTo(target);
    }
}
