package dev.rookery.bench.http;

import dev.rookery.bench.http.client.Client;
import dev.rookery.bench.http.client.ClientOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client, a process of its own. Arguments: its name, how many connections, the server's certificate. Questions:
 * {@code prepare}, {@code flood}, {@code chain}, {@code download}, {@code upload}, and of {@link LongPolls}
 * {@code memory}, {@code open}, {@code arm}, {@code burst}.
 */
final class ClientMain {

    /** The time-out of each request; no workload comes near it. */
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private static final int PREPARE_SECONDS = 20;

    private final Client client;
    private @Nullable LongPolls polls;

    private ClientMain(Client client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        Client client = Client.create(
                args[0], new ClientOptions(Integer.parseInt(args[1]), TIMEOUT, CannedAnswers.COOKIE, Path.of(args[2])));
        ClientMain measured = new ClientMain(client);
        Dialogue.hold(Map.of("library", client.library()), measured::answer);
        // Whatever the client leaves running ends with the process.
        System.exit(0);
    }

    private Map<String, Object> answer(String verb, Map<String, String> values) throws Exception {
        return switch (verb) {
            case "prepare" -> prepare(server(values));
            case "flood" ->
                new Flood(client, server(values).resolve(CannedAnswers.KEEP_ALIVE_PATH), number(values, "in-flight"))
                        .measure(Duration.ofMillis(number(values, "millis")));
            case "chain" ->
                new Hops(number(values, "hops")).measure(client, server(values).resolve(CannedAnswers.KEEP_ALIVE_PATH));
            case "download" -> Transfer.download(client, server(values), number(values, "megabytes"));
            case "upload" -> Transfer.upload(client, server(values), number(values, "megabytes"));
            case "memory" -> polls(values).memory();
            case "open" ->
                polls(values).open(client, server(values).resolve(CannedAnswers.POLL_PATH), number(values, "count"));
            case "arm" -> polls(values).arm();
            case "burst" -> polls(values).burst(Long.parseLong(required(values, "at")));
            default -> throw new IllegalArgumentException(verb + " (expected: one of the questions)");
        };
    }

    private LongPolls polls(Map<String, String> values) {
        if (polls == null) {
            polls = new LongPolls(number(values, "polls"));
        }
        return polls;
    }

    private static URI server(Map<String, String> values) {
        return URI.create(required(values, "server"));
    }

    /** Has the server set its cookie, and makes sure that it comes back. */
    private Map<String, Object> prepare(URI server) throws Exception {
        once(server.resolve(CannedAnswers.COOKIE_PATH));
        String seen = once(server.resolve(CannedAnswers.SEEN_PATH));
        if (!seen.equals("cookie")) {
            throw new IllegalStateException("the server saw: " + seen);
        }
        return Map.of();
    }

    private String once(URI uri) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        client.get(uri, new Client.Callback() {
            @Override
            public boolean answered(int status, byte[] body) {
                answer.complete(new String(body, StandardCharsets.UTF_8));
                return false;
            }

            @Override
            public void failed(Throwable cause) {
                answer.completeExceptionally(cause);
            }
        });
        return answer.get(PREPARE_SECONDS, TimeUnit.SECONDS);
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(required(values, name));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
