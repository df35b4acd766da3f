package dev.rookery.host.outgoing;

import dev.rookery.api.http.HttpResponse;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A head and what came of its body. Immutable. */
final class CollectedResponse implements HttpResponse {

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([^\\s;\"']{1,40})", Pattern.CASE_INSENSITIVE);

    private final dev.rookery.host.httpstream.HttpResponse head;
    private final byte[] body;
    private final boolean cut;

    CollectedResponse(dev.rookery.host.httpstream.HttpResponse head, byte[] body, boolean cut) {
        this.head = head;
        this.body = body;
        this.cut = cut;
    }

    @Override
    public URI uri() {
        return head.uri();
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public List<Map.Entry<String, String>> headers() {
        return head.headers();
    }

    @Override
    public Optional<String> header(String name) {
        return head.header(name);
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public boolean isCut() {
        return cut;
    }

    @Override
    public String text() {
        return text(header("Content-Type").map(CollectedResponse::charset).orElse(StandardCharsets.UTF_8));
    }

    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    @Override
    public String text(Charset charset) {
        return new String(body, charset);
    }

    /** Status, host and size; an address may hold secrets. */
    @Override
    public String toString() {
        return status() + " " + uri().getHost() + " " + body.length + " bytes";
    }
}
