package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.HttpHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which endpoint answers which path of which host. One path belongs to one endpoint, whatever host asks for it; a name
 * under qq.com gets it only where the real host had it.
 */
final class Routes {

    /** The hosts of the channel: that of the older WebQQ and that of SmartQQ. */
    static final Predicate<String> CHANNEL = Set.of("d.web2.qq.com", "d1.web2.qq.com")::contains;

    private record Route(Predicate<String> host, HttpHandler endpoint) {}

    private final Map<String, Route> byPath = new HashMap<>();
    private final Map<String, Route> byFolder = new HashMap<>();

    /** Adds an endpoint; two for one path are a mistake of ours. */
    void add(Predicate<String> host, String path, HttpHandler endpoint) {
        if (byPath.put(path, new Route(host, endpoint)) != null) {
            throw new IllegalStateException("two endpoints for " + path);
        }
    }

    /** Adds an endpoint for whatever is under a folder, {@code /v2/} for example, and has none of its own. */
    void addUnder(Predicate<String> host, String folder, HttpHandler endpoint) {
        byFolder.put(folder, new Route(host, endpoint));
    }

    /** All paths that have an endpoint. */
    Set<String> paths() {
        return byPath.keySet();
    }

    /** The endpoint of a path, if the host has it; {@code anyHost} for names that are none of Tencent's. */
    Optional<HttpHandler> find(String host, String path, boolean anyHost) {
        return Optional.ofNullable(byPath.get(path))
                .or(() -> Optional.ofNullable(byFolder.get(path.substring(0, path.indexOf('/', 1) + 1))))
                .filter(route -> anyHost || route.host().test(host))
                .map(Route::endpoint);
    }
}
