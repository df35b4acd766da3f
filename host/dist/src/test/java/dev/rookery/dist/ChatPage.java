package dev.rookery.dist;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the chat page does, through the same calls: somebody speaks, and the bot's answers are seen. */
final class ChatPage {

    static final String MING = "friend:2000000001";
    static final String GROUP = "group:3000000001";
    static final String DISCUSSION = "discussion:3700000001";
    static final long MING_UIN = 2_000_000_001L;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SENT =
            Pattern.compile("\\{\"n\":(\\d+),\"chat\":\"([^\"]*)\",\"text\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private long seen;

    ChatPage(String address) {
        this.address = address;
    }

    void says(String chat, long from, String text) throws IOException, InterruptedException {
        post("/sandbox/say", "{\"chat\":\"%s\",\"from\":%d,\"text\":\"%s\"}".formatted(chat, from, text));
    }

    /** Makes the server forget its sessions, as Tencent's did after a day or two. */
    void dropSessions() throws IOException, InterruptedException {
        post("/sandbox/drop", "{\"logins\":true}");
    }

    String state() throws IOException, InterruptedException {
        return get("/sandbox/state");
    }

    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .build();
        return body(request);
    }

    /** Waits until the bot has sent so many messages since the last call, and answers them as {@code chat: text}. */
    List<String> nextAnswers(int count) throws IOException, InterruptedException {
        List<String> answers = new ArrayList<>();
        while (answers.size() < count) {
            String body = get("/sandbox/sent?since=" + seen + "&wait=" + PATIENCE.toMillis() / 2);
            int before = answers.size();
            Matcher matcher = SENT.matcher(body);
            while (matcher.find()) {
                seen = Long.parseLong(matcher.group(1));
                answers.add(matcher.group(2) + ": " + matcher.group(3));
            }
            if (answers.size() == before) {
                throw new AssertionError("the bot is silent; so far: " + answers);
            }
        }
        return answers;
    }

    private void post(String path, String json) throws IOException, InterruptedException {
        body(HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private String body(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
