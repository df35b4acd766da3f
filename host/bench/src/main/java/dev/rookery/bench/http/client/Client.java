package dev.rookery.bench.http.client;

import java.net.URI;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * An HTTP client under measurement, set up as its documentation says a program with one I/O thread sets it up:
 * HTTP/1.1, connections kept alive, a cookie store if it has one, a time-out on each request. It lives as long as its
 * process.
 */
public interface Client {

    /** Everybody who can be measured, ours first, the two bounds last. */
    List<String> NAMES = List.of(
            "rookery",
            "ahc",
            "reactor-netty",
            "vertx",
            "jetty",
            "apache",
            "okhttp",
            "jdk",
            "bare-decoder",
            "bare-scanner");

    /** What has no cookies, redirects, time-outs or limits, and shows how far one could get. */
    List<String> BOUNDS = List.of("bare-decoder", "bare-scanner");

    /** Those whose bodies can pass by in pieces, both ways, and who are measured at it. */
    List<String> STREAMING = List.of("rookery", "ahc", "reactor-netty", "vertx", "jdk");

    /**
     * The client of a name.
     *
     * @throws IllegalArgumentException if nobody has that name
     */
    static Client create(String name, ClientOptions options) throws Exception {
        // A switch rather than a table: no client loads the classes of another.
        return switch (name) {
            case "rookery" -> new RookeryClient(options);
            case "ahc" -> new AhcClient(options);
            case "reactor-netty" -> new ReactorNettyClient(options);
            case "vertx" -> new VertxClient(options);
            case "jetty" -> new JettyClient(options);
            case "apache" -> new ApacheClient(options);
            case "okhttp" -> new OkHttpClient(options);
            case "jdk" -> new JdkClient(options);
            case "bare-decoder" -> new BareClient(options, BareDecoder::new);
            case "bare-scanner" -> new BareClient(options, BareScanner::new);
            default -> throw new IllegalArgumentException("client: " + name + " (expected: one of " + NAMES + ")");
        };
    }

    /**
     * Sends a GET, and the same again from within the callback for as long as that asks for it: by a chain where the
     * client has chains, by another call elsewhere. A client that can send one request object many times does.
     */
    void get(URI uri, Callback callback);

    /** The library by name and version: what its jar is called. */
    String library();

    /**
     * Gets a body of any length, none of which is kept.
     *
     * @param pieces hears how long each piece is
     * @param callback hears of the end, with an empty body
     */
    default void download(URI uri, IntConsumer pieces, Callback callback) {
        throw new UnsupportedOperationException(library() + " is not measured at streaming");
    }

    /** Sends a POST whose body of zeros is made while it is sent, with its length told. */
    default void upload(URI uri, long length, Callback callback) {
        throw new UnsupportedOperationException(library() + " is not measured at streaming");
    }

    /** Hears of the outcome, on whatever thread the client calls back on. */
    interface Callback {

        /**
         * One whole answer.
         *
         * @param body on the heap, as most programs want it
         * @return whether to send the same request again
         */
        boolean answered(int status, byte[] body);

        /** No answer; nothing is sent again. */
        void failed(Throwable cause);
    }
}
