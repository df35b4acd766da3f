package dev.rookery.host.outgoing;

import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpResponse;
import dev.rookery.host.json.JsonType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A head and what came of its body. Immutable. */
final class CollectedResponse implements HttpResponse {

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
    public <T> T json(Class<T> type) throws HttpFailure {
        return JsonBody.read(this, JsonType.of(type));
    }

    @Override
    public <T> List<T> jsonList(Class<T> type) throws HttpFailure {
        return JsonBody.read(this, JsonType.listOf(type));
    }

    @Override
    public <T> Map<String, T> jsonMap(Class<T> type) throws HttpFailure {
        return JsonBody.read(this, JsonType.mapOf(type));
    }

    /** Status, host and size; an address may hold secrets. */
    @Override
    public String toString() {
        return status() + " " + uri().getHost() + " " + body.length + " bytes";
    }
}
