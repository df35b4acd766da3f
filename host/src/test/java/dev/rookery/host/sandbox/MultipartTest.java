package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MultipartTest {

    private static final String TYPE = "multipart/form-data; boundary=xYz";

    private static String part(String name, String content) {
        return "--xYz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content + "\r\n";
    }

    private static Multipart of(String body) {
        return Multipart.of(TYPE, body.getBytes(UTF_8));
    }

    @Test
    void partsAreReadByName() {
        Multipart form = of("preamble\r\n" + part("a", "1") + part("b", "--xY\r\n\r\n你") + part("a", "2")
                + "--xYz\r\nContent-Disposition: form-data; filename=\"图.png\"; name=\"file\"\r\n"
                + "Content-Type: image/png\r\n\r\n\r\n--xYz--\r\n");
        assertThat(form.text("a")).isEqualTo("1");
        assertThat(form.text("b")).isEqualTo("--xY\r\n\r\n你");
        assertThat(form.part("file").orElseThrow().filename()).isEqualTo("图.png");
        assertThat(form.part("file").orElseThrow().bytes()).isEmpty();
        assertThat(form.part("none")).isEmpty();
        assertThat(form.text("none")).isEmpty();
    }

    @Test
    void bytesComeAsTheyAre() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] head = "--xYz\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n".getBytes(UTF_8);
        byte[] end = "\r\n--xYz--".getBytes(UTF_8);
        byte[] body = new byte[head.length + all.length + end.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(all, 0, body, head.length, all.length);
        System.arraycopy(end, 0, body, head.length + all.length, end.length);
        assertThat(Multipart.of(TYPE, body).part("f").orElseThrow().bytes()).isEqualTo(all);
    }

    @Test
    void boundaryMayBeQuoted() {
        assertThat(Multipart.of(
                                "Multipart/Form-Data; charset=x; boundary=\"xYz\"",
                                (part("a", "1") + "--xYz--").getBytes(UTF_8))
                        .text("a"))
                .isEqualTo("1");
    }

    @Test
    void whatIsNoFormIsRefused() {
        refused("text/plain", "");
        refused("multipart/form-data", "");
        refused("multipart/form-data; boundary=" + "b".repeat(Multipart.MAX_BOUNDARY + 1), "");
        refused(TYPE, "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut");
        refused(TYPE, "--xYz\r\nno head");
        refused(TYPE, "--xYz");
        assertThat(of("").part("a")).isEmpty();
    }

    private static void refused(String type, String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> Multipart.of(type, body.getBytes(UTF_8)));
    }

    @Test
    void partsAndTheirHeadsAreBounded() {
        assertThat(of(part("a", "1").repeat(Multipart.MAX_PARTS) + "--xYz--").text("a"))
                .isEqualTo("1");
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i <= Multipart.MAX_PARTS; i++) {
            parts.append(part("a" + i, "1"));
        }
        refused(TYPE, parts + "--xYz--");
        refused(TYPE, part("a".repeat(Multipart.MAX_HEAD), "1") + "--xYz--");
    }
}
