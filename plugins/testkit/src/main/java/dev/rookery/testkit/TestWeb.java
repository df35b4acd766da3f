package dev.rookery.testkit;

import dev.rookery.api.http.Http;
import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.http.HttpResponse;
import dev.rookery.host.dispatch.Owner;
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
import org.jspecify.annotations.Nullable;

/**
 * The web that plugins under test see: no pages but those that the test puts there, and no sockets. Bounds on bodies
 * and redirects hold as in the real one; limits on how many requests there are do not. Safe for use by any thread.
 *
 * <pre>{@code
 * bot.web().page("https://example.org/", "<title>Example</title>");
 * bot.user("alice").says("look: https://example.org/");
 * bot.expectReply("Example");
 * }</pre>
 */
public final class TestWeb {

    private final Map<String, Page> pages = new HashMap<>();
    private final List<HttpRequest> asked = new ArrayList<>();

    TestWeb() {}

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
     * Puts an answer there.
     *
     * @param uri its address, query included
     * @param status how it goes
     * @param contentType what it is; empty to say nothing of it
     * @param body the bytes
     * @return this web
     */
    public synchronized TestWeb page(String uri, int status, String contentType, byte[] body) {
        List<Map.Entry<String, String>> headers =
                contentType.isEmpty() ? List.of() : List.of(Map.entry("Content-Type", contentType));
        pages.put(uri, new Page(URI.create(uri), status, headers, body, false));
        return this;
    }

    /**
     * Lets an address lead to another.
     *
     * @param uri the address, query included
     * @param to where it leads to
     * @return this web
     */
    public synchronized TestWeb redirect(String uri, String to) {
        pages.put(uri, new Page(URI.create(uri), 302, List.of(Map.entry("Location", to)), new byte[0], false));
        return this;
    }

    /**
     * What was asked since this was called last.
     *
     * @return the requests in their order
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
                CompletableFuture<HttpResponse> told = new CompletableFuture<>();
                owner.callbacks().execute(() -> {
                    try {
                        told.complete(answer(request));
                    } catch (HttpFailure e) {
                        told.completeExceptionally(e);
                    }
                });
                return told.minimalCompletionStage();
            }

            @Override
            public HttpResponse fetch(HttpRequest request) throws HttpFailure {
                return answer(request);
            }
        };
    }

    private synchronized HttpResponse answer(HttpRequest request) throws HttpFailure {
        asked.add(request);
        String uri = address(request);
        Page page = pages.get(uri);
        for (int left = request.redirects(); page != null && page.leadsTo() != null && left > 0; left--) {
            uri = page.leadsTo();
            page = pages.get(uri);
        }
        if (page == null) {
            throw new HttpFailure(HttpFailure.Kind.NETWORK, "the test has no page at " + uri);
        }
        if (page.body.length <= request.maxBody()) {
            return page;
        }
        if (!request.cutsBody()) {
            throw new HttpFailure(
                    HttpFailure.Kind.SIZE, "the body of " + uri + " is larger than " + request.maxBody() + " bytes");
        }
        return page.cut(request.maxBody());
    }

    private static String address(HttpRequest request) {
        StringBuilder address = new StringBuilder(request.uri());
        for (Map.Entry<String, String> parameter : request.query()) {
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(parameter.getKey())
                    .append('=')
                    .append(parameter.getValue());
        }
        return address.toString();
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

        @Nullable
        String leadsTo() {
            return header("Location").orElse(null);
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
    }
}
