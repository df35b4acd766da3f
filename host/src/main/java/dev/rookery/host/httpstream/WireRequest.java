package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.Origin;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as it goes out: the caller's header fields in their order and spelling, then what the stream adds. */
final class WireRequest {

    private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH");
    private static final String USER_AGENT = "Rookery/" + version();

    private WireRequest() {}

    /**
     * Makes one.
     *
     * @param cookies the Cookie field, null for none; a Cookie field of the caller's own takes its place
     */
    static FullHttpRequest of(HttpRequest request, @Nullable String cookies) {
        FullHttpRequest wire = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(request.method()),
                HttpAddress.target(request.uri()),
                Unpooled.wrappedBuffer(request.body()));
        if (!request.hasHeader("Host")) {
            wire.headers().add("Host", Origin.of(request.uri()).authority());
        }
        request.headers().forEach(field -> wire.headers().add(field.getKey(), field.getValue()));
        addMissing(wire, "User-Agent", USER_AGENT);
        addMissing(wire, "Accept-Encoding", "gzip");
        if (cookies != null) {
            addMissing(wire, "Cookie", cookies);
        }
        if (request.body().length > 0 || WITH_CONTENT.contains(request.method())) {
            wire.headers().set("Content-Length", request.body().length);
        }
        return wire;
    }

    private static void addMissing(FullHttpRequest wire, String name, String value) {
        if (!wire.headers().contains(name)) {
            wire.headers().add(name, value);
        }
    }

    private static String version() {
        String version = WireRequest.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
