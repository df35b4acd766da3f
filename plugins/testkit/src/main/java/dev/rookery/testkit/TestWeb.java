package dev.rookery.testkit;

import dev.rookery.api.http.Http;
import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.http.HttpResponse;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.json.JsonType;
import dev.rookery.host.outgoing.JsonBody;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The web that plugins under test see: no pages but those that the test puts there, and no sockets. What is asked and
 * is not there stands in the conversation that a failed test shows. Bounds on bodies and redirects hold as in the real
 * web; limits on how many requests there are, and which addresses are allowed, do not: {@link #fail} stands for them.
 * Safe for use by any thread.
 *
 * <pre>{@code
 * bot.web().page("https://example.org/", "<title>Example</title>");
 * bot.user("alice").says("look: https://example.org/");
 * bot.expectReply("Example");
 * }</pre>
 */
public final class TestWeb {

    private final Map<URI, Page> pages = new HashMap<>();
    private final Map<URI, HttpFailure.Kind> failures = new HashMap<>();
    private final List<HttpRequest> asked = new ArrayList<>();
    private final Transcript transcript;

    TestWeb(Transcript transcript) {
        this.transcript = transcript;
    }

    /**
     * Puts a page of HTML in UTF-8 there.
     *
     * @param uri its address, query included
     * @param html what it says
     * @return this web
     */
    public TestWeb page(String uri, String html) {
        return page(uri, 200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Puts JSON there.
     *
     * @param uri its address, query included
     * @param json the text
     * @return this web
     */
    public TestWeb json(String uri, String json) {
        return page(uri, 200, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Puts an answer there.
     *
     * @param uri its address, query included
     * @param status how it goes
     * @param contentType what it is; empty to say nothing of it
     * @param body the bytes
     * @return this web
     */
    public TestWeb page(String uri, int status, String contentType, byte[] body) {
        List<Map.Entry<String, String>> headers =
                contentType.isEmpty() ? List.of() : List.of(Map.entry("Content-Type", contentType));
        return put(uri, status, headers, body);
    }

    /**
     * Lets an address lead to another.
     *
     * @param uri the address, query included
     * @param to where it leads to, an absolute address
     * @return this web
     */
    public TestWeb redirect(String uri, String to) {
        return put(
                uri,
                302,
                List.of(Map.entry("Location", address(HttpRequest.get(to)).toString())),
                new byte[0]);
    }

    /**
     * Lets requests fail, as they do in the real web when a server is not there, or the operator does not allow its
     * address ({@link HttpFailure.Kind#ADDRESS}).
     *
     * @param uri the address, query included
     * @param kind how they fail
     * @return this web
     */
    public synchronized TestWeb fail(String uri, HttpFailure.Kind kind) {
        failures.put(address(HttpRequest.get(uri)), kind);
        return this;
    }

    private synchronized TestWeb put(String uri, int status, List<Map.Entry<String, String>> headers, byte[] body) {
        URI address = address(HttpRequest.get(uri));
        failures.remove(address);
        pages.put(address, new Page(address, status, headers, body, false));
        return this;
    }

    /**
     * What was asked since this was called last.
     *
     * @return the requests in their order, with the JSON text as body where it was a value
     */
    public synchronized List<HttpRequest> asked() {
        List<HttpRequest> since = List.copyOf(asked);
        asked.clear();
        return since;
    }

    Http open(Owner owner) {
        return new Http() {
            @Override
            public CompletionStage<HttpResponse> send(HttpRequest request) {
                HttpRequest written = JsonBody.written(request);
                URI address = address(written);
                CompletableFuture<HttpResponse> told = new CompletableFuture<>();
                owner.callbacks().execute(() -> {
                    try {
                        told.complete(answer(owner, written, address));
                    } catch (HttpFailure e) {
                        told.completeExceptionally(e);
                    }
                });
                return told.minimalCompletionStage();
            }

            @Override
            public HttpResponse fetch(HttpRequest request) throws HttpFailure {
                HttpRequest written = JsonBody.written(request);
                return answer(owner, written, address(written));
            }
        };
    }

    private synchronized HttpResponse answer(Owner owner, HttpRequest request, URI address) throws HttpFailure {
        asked.add(request);
        Page page = found(owner, request, address);
        Optional<String> to = page.header("Location");
        for (int left = request.redirects(); to.isPresent() && left > 0; left--) {
            page = found(owner, request, URI.create(to.get()));
            to = page.header("Location");
        }
        if (page.body.length <= request.maxBody()) {
            return page;
        }
        if (!request.cutsBody()) {
            throw new HttpFailure(
                    HttpFailure.Kind.SIZE,
                    "the body of " + page.uri + " is larger than " + request.maxBody() + " bytes");
        }
        return page.cut(request.maxBody());
    }

    private Page found(Owner owner, HttpRequest request, URI address) throws HttpFailure {
        HttpFailure.Kind kind = failures.get(address);
        if (kind != null) {
            throw new HttpFailure(kind, "the test lets " + address + " fail");
        }
        Page page = pages.get(address);
        if (page == null) {
            // A plugin that copes with failures would hide that the test forgot something.
            transcript.happened(owner.id() + " asks the web: " + request.method() + " " + address
                    + ", where the test has put nothing; it has put " + pages.keySet());
            throw new HttpFailure(HttpFailure.Kind.NETWORK, "the test has no page at " + address);
        }
        return page;
    }

    /** As it would be asked: encoded, and refused where the real web refuses it. */
    private static URI address(HttpRequest request) {
        var real = dev.rookery.host.httpstream.HttpRequest.of(request.method(), request.uri());
        request.query().forEach(parameter -> real.query(parameter.getKey(), parameter.getValue()));
        return real.build().uri();
    }

    private static final class Page implements HttpResponse {

        private final URI uri;
        private final int status;
        private final List<Map.Entry<String, String>> headers;
        private final byte[] body;
        private final boolean cut;

        Page(URI uri, int status, List<Map.Entry<String, String>> headers, byte[] body, boolean cut) {
            this.uri = uri;
            this.status = status;
            this.headers = headers;
            this.body = body.clone();
            this.cut = cut;
        }

        Page cut(int bytes) {
            return new Page(uri, status, headers, Arrays.copyOf(body, bytes), true);
        }

        @Override
        public URI uri() {
            return uri;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public List<Map.Entry<String, String>> headers() {
            return headers;
        }

        @Override
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(field -> field.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
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
    }
}
