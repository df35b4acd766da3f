package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MultipartTest {

    private final Multipart form = new Multipart("B");

    private String body() {
        return new String(form.body(), StandardCharsets.UTF_8);
    }

    @Test
    void fieldsAndFilesAreAsBrowsersSendThem() {
        form.field("from", "control").file("custom_face", "企鹅.png", "image/png", new byte[] {'a', '\r', 'b', '\n'});
        assertThat(body())
                .isEqualTo("--B\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\ncontrol\r\n"
                        + "--B\r\nContent-Disposition: form-data; name=\"custom_face\"; filename=\"企鹅.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\na\rb\n\r\n--B--\r\n");
    }

    @Test
    void bytesOfAFileStayAsTheyAre() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String head = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\nContent-Type: a/b\r\n\r\n";
        assertThat(form.file("f", "x", "a/b", all).body())
                .containsSubsequence(all)
                .hasSize(head.length() + 256 + 9);
    }

    @Test
    void namesCannotBreakOutOfTheirQuotes() {
        form.field("a\"b\r\nX: y", "one\ntwo\rthree\r\nfour").file("f", "\".png\r\n", "a/b", new byte[0]);
        assertThat(body())
                .contains("name=\"a%22b%0D%0AX: y\"\r\n", "one\r\ntwo\r\nthree\r\nfour", "filename=\"%22.png%0D%0A\"");
    }

    @Test
    void contentTypeWithALineBreakIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> form.file("f", "x", "a/b\r\nX: y", new byte[0]));
    }

    @Test
    void largestBodyFitsAndOneByteMoreIsRefused() {
        int head = form.file("f", "x", "a/b", new byte[0]).body().length - "--B--\r\n".length();
        byte[] most = new byte[Multipart.MAX_BYTES - head];
        assertThat(new Multipart("B").file("f", "x", "a/b", most).body())
                .hasSize(Multipart.MAX_BYTES + "--B--\r\n".length());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Multipart("B").file("f", "x", "a/b", new byte[most.length + 1]))
                .withMessageContaining("expected: at most");
    }

    @Test
    void boundariesDiffer() {
        assertThat(new Multipart().contentType())
                .startsWith("multipart/form-data; boundary=----WebKitFormBoundary")
                .isNotEqualTo(new Multipart().contentType());
    }

    @Test
    void requestCarriesContentTypeAndBody() {
        HttpRequest request = HttpRequest.post("http://h.org/")
                .multipart(form.field("a", "b"))
                .build();
        assertThat(request.headers()).contains(Map.entry("Content-Type", "multipart/form-data; boundary=B"));
        assertThat(request.body().bytes()).isEqualTo(form.body());
    }
}
