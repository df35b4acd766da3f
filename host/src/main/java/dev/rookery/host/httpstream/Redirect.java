package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.Origin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a redirect makes of a request, as browsers do it (RFC 9110 part 15.4 and the Fetch standard). */
final class Redirect {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** Fields that the caller wrote for the first origin and that no other may learn. */
    private static final Set<String> OF_THE_ORIGIN = Set.of("authorization", "proxy-authorization", "cookie", "host");

    /** Fields that say something about a body, which are wrong without it. */
    private static final Set<String> OF_THE_BODY = Set.of(
            "content-type",
            "content-encoding",
            "content-language",
            "content-location",
            "content-digest",
            "repr-digest",
            "digest",
            "last-modified");

    private Redirect() {}

    /**
     * The request that follows the response: 303 becomes a GET, so does a POST at 301 and 302; 307 and 308 repeat
     * method and body.
     *
     * <p>What the caller wrote for one origin (scheme, host and port) is dropped for good at the first redirect that
     * leaves it.
     *
     * @return null if the response is no redirect, its Location leads nowhere that can be asked or from https to http
     *     without leave, or the body cannot be sent again
     */
    static @Nullable HttpRequest follow(HttpRequest request, HttpResponse response) {
        URI to = location(request, response);
        if (to == null || (isDowngrade(request.uri(), to) && !request.allowsDowngrade())) {
            return null;
        }
        String method = request.method();
        boolean becomesGet = switch (response.status()) {
            case 301, 302 -> method.equals("POST");
            case 303 -> !method.equals("GET") && !method.equals("HEAD");
            default -> false;
        };
        boolean elsewhere = !Origin.of(to).equals(Origin.of(request.uri()));
        List<Map.Entry<String, String>> headers = request.headers().stream()
                .filter(h -> !(elsewhere && OF_THE_ORIGIN.contains(lower(h))))
                .filter(h -> !(becomesGet && OF_THE_BODY.contains(lower(h))))
                .toList();
        if (!becomesGet && !request.body().isRepeatable()) {
            return null; // The body is gone.
        }
        return request.redirected(becomesGet ? "GET" : method, to, headers, !becomesGet);
    }

    private static boolean isDowngrade(URI from, URI to) {
        return Origin.of(from).tls() && !Origin.of(to).tls();
    }

    private static @Nullable URI location(HttpRequest request, HttpResponse response) {
        if (!REDIRECTS.contains(response.status())) {
            return null;
        }
        // Two that differ are nobody's word: a proxy and a browser might each follow another.
        List<String> locations =
                response.headers("Location").stream().distinct().toList();
        return locations.size() == 1 ? resolve(request.uri(), locations.get(0)) : null;
    }

    private static @Nullable URI resolve(URI base, String location) {
        try {
            // Header fields are read as Latin-1; a server that does not encode its addresses means UTF-8.
            byte[] raw = location.getBytes(StandardCharsets.ISO_8859_1);
            return HttpAddress.resolve(base, new String(raw, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null; // The readback sees the redirect itself and its Location.
        }
    }

    private static String lower(Map.Entry<String, String> header) {
        return header.getKey().toLowerCase(Locale.ROOT);
    }
}
