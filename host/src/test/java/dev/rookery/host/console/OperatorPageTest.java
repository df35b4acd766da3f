package dev.rookery.host.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.host.control.Answer;
import dev.rookery.host.httpserver.BrowserGuard;
import dev.rookery.host.httpserver.HttpServer;
import dev.rookery.host.ioloop.IoLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorPageTest {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};

    private final IoLoop loop = new IoLoop("operator-page-test");
    private final BlockingQueue<String> answered = new LinkedBlockingQueue<>();
    private CompletableFuture<String> figures = CompletableFuture.supplyAsync(() -> "up 1\n");
    private OperatorPage page;
    private HttpServer server;

    private void open(BrowserGuard guard) throws IOException {
        page = new OperatorPage(guard, List.of("pual", "二号"), overview(), (account, text) -> {
            answered.add(account + " " + text);
            return CompletableFuture.completedStage(account.equals("pual"));
        });
        server = HttpServer.bind(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), page);
    }

    private OverviewCalls overview() {
        return new OverviewCalls(
                () -> List.of(new PluginRow(
                        "echo", "1.0", "echo.jar", "DEGRADED", "fails\u001b[2J", List.of("switched off\nfor pual"))),
                words -> {
                    // Not the loop's thread: the page has to bring the answer there.
                    CompletableFuture<Answer> answer = new CompletableFuture<>();
                    new Thread(() -> answer.complete(Answer.failed(String.join("|", words)))).start();
                    return answer;
                },
                () -> figures,
                loop::execute);
    }

    @AfterEach
    void close() throws Exception {
        server.close().toCompletableFuture().get(10, SECONDS);
        loop.stop().toCompletableFuture().get(10, SECONDS);
    }

    private void happens(BotEvent event) throws Exception {
        CompletableFuture.runAsync(() -> page.show(event), loop.eventLoopGroup())
                .get(10, SECONDS);
    }

    private AccountNeedsAttention captcha(String account) {
        return new AccountNeedsAttention(account, Need.TYPE_CAPTCHA, "type the letters", JPEG, Instant.EPOCH);
    }

    private String ask(String request, String... fields) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            String head = request + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", fields)
                    + (fields.length == 0 ? "Host: 127.0.0.1" : "") + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String post(String path, String form) throws IOException {
        return ask("POST " + path, "Host: localhost", "Content-Length: " + form.length() + "\r\n\r\n" + form);
    }

    private JsonNode account(int index) throws IOException {
        String response = ask("GET /accounts");
        return new ObjectMapper()
                .readTree(response.substring(response.indexOf("\r\n\r\n")))
                .get(index);
    }

    @Test
    void accountsAreToldWithStateAndHistory() throws Exception {
        open(BrowserGuard.withoutToken());
        happens(new AccountStateChanged("pual", AccountState.ONLINE, "welcome\u001b[2J", Instant.EPOCH));

        assertThat(account(0).path("words").asText()).isEqualTo("on line");
        assertThat(account(0).path("reason").asText()).isEqualTo("welcome[2J");
        assertThat(account(0).path("history").get(0).path("text").asText()).isEqualTo("on line: welcome[2J");
        assertThat(account(1).path("state").asText()).isEqualTo("OFFLINE");
    }

    @Test
    void pictureIsShownUntilNobodyIsNeeded() throws Exception {
        open(BrowserGuard.withoutToken());
        happens(captcha("pual"));

        assertThat(account(0).path("attention").path("need").asText()).isEqualTo("TYPE_CAPTCHA");
        assertThat(ask("GET /accounts/pual/picture")).contains("200 OK", "Content-Type: image/jpeg");

        happens(new AccountStateChanged("pual", AccountState.SIGNING_IN, "", Instant.EPOCH));
        assertThat(account(0).has("attention")).isFalse();
        assertThat(ask("GET /accounts/pual/picture")).contains("404");
    }

    @Test
    void whatIsTypedGoesToTheAccount() throws Exception {
        open(BrowserGuard.withoutToken());

        assertThat(post("/accounts/pual/answer", "text=aBcD+")).contains("200 OK");
        assertThat(post("/accounts/" + URLEncoder.encode("二号", UTF_8) + "/answer", "text=x"))
                .contains("409", "waits for no answer");
        assertThat(answered).containsExactly("pual aBcD", "二号 x");
    }

    @Test
    void whatIsNoAnswerIsRefused() throws Exception {
        open(BrowserGuard.withoutToken());

        assertThat(post("/accounts/nobody/answer", "text=x")).contains("404");
        assertThat(post("/accounts/pual/answer", "text=")).contains("400", "expected: 1 to 64");
        assertThat(post("/accounts/pual/answer", "text=" + "x".repeat(65))).contains("400");
        assertThat(ask("GET /accounts/pual/answer")).contains("405");
        assertThat(answered).isEmpty();
    }

    @Test
    void pagesOfOthersAreKeptOut() throws Exception {
        open(BrowserGuard.withoutToken());

        assertThat(ask("GET /accounts", "Host: evil.example")).contains("403");
        assertThat(ask("GET /accounts", "Host: 127.0.0.1", "Origin: http://evil.example"))
                .contains("403");
        assertThat(ask("GET /accounts", "Host: 127.0.0.1", "Origin: http://127.0.0.1"))
                .contains("200 OK");
    }

    @Test
    void figuresAreForPrometheusAndForWhoeverMaySeeThePage() throws Exception {
        open(BrowserGuard.withToken("secret"));
        String right = Base64.getEncoder().encodeToString("prometheus:secret".getBytes(UTF_8));
        assertThat(ask("GET /metrics")).startsWith("HTTP/1.1 401 ").doesNotContain("up 1");
        assertThat(ask("GET /metrics", "Host: bot.example", "Authorization: Basic " + right))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-type: text/plain; version=0.0.4; charset=utf-8")
                .endsWith("\r\n\r\nup 1\n");
    }

    @Test
    void whatFailsBehindThePageIsAnsweredToo() throws Exception {
        figures = CompletableFuture.failedFuture(new IllegalStateException("no figures today"));
        open(BrowserGuard.withToken("secret"));
        String right = Base64.getEncoder().encodeToString("prometheus:secret".getBytes(UTF_8));
        assertThat(ask("GET /metrics", "Host: bot.example", "Authorization: Basic " + right))
                .startsWith("HTTP/1.1 500 ")
                .endsWith("no answer: the log says why\n");
    }

    @Test
    void tokenIsAskedFor() throws Exception {
        open(BrowserGuard.withToken("s3cret:ü"));
        String right = Base64.getEncoder().encodeToString("any:s3cret:ü".getBytes(UTF_8));
        String wrong = Base64.getEncoder().encodeToString("any:s3cret".getBytes(UTF_8));

        assertThat(ask("GET /", "Host: bot.example")).contains("401", "WWW-Authenticate: Basic");
        assertThat(ask("GET /", "Host: bot.example", "Authorization: Basic " + wrong))
                .contains("401");
        assertThat(ask("GET /", "Host: bot.example", "Authorization: Basic %%%"))
                .contains("401");
        assertThat(ask("GET /", "Host: bot.example", "Authorization: Basic " + right))
                .contains("200 OK", "Content-Security-Policy");
    }

    @Test
    void pluginsAreToldWithStateAndNotes() throws Exception {
        open(BrowserGuard.withoutToken());
        assertThat(ask("GET /plugins"))
                .contains("200 OK", "Cache-Control: no-store", "X-Content-Type-Options: nosniff")
                .endsWith("[{\"id\":\"echo\",\"version\":\"1.0\",\"file\":\"echo.jar\",\"state\":\"DEGRADED\","
                        + "\"reason\":\"fails[2J\",\"notes\":[\"switched off for pual\"]}]");
        assertThat(ask("GET /plugins/echo")).contains("200 OK", "text/plain").endsWith("plugin|info|echo\n");
    }

    @Test
    void whyIsAsked() throws Exception {
        open(BrowserGuard.withoutToken());
        assertThat(ask("GET /messages")).endsWith("\r\n\r\nwhy|\n");
        assertThat(ask("GET /messages?about=pual%2Fgroup%2F42+x")).endsWith("\r\n\r\nwhy|pual/group/42 x\n");
        assertThat(ask("GET /messages?about=" + "x".repeat(201))).contains("400", "expected: at most 200");
    }

    @Test
    void whatThePageShowsIsKeptFromOthersAndChangedByNobody() throws Exception {
        open(BrowserGuard.withToken("s3cret"));
        for (String path : List.of("/plugins", "/plugins/echo", "/messages")) {
            assertThat(ask("GET " + path, "Host: bot.example"))
                    .as(path)
                    .contains("401")
                    .doesNotContain("echo");
            String right = Base64.getEncoder().encodeToString("any:s3cret".getBytes(UTF_8));
            assertThat(ask("DELETE " + path, "Host: bot.example", "Authorization: Basic " + right))
                    .as(path)
                    .contains("405");
        }
    }

    @Test
    void openPagesAreToldOfChanges() throws Exception {
        open(BrowserGuard.withoutToken());
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            readUntil(socket, "event: accounts");
            happens(captcha("pual"));
            readUntil(socket, "event: accounts");
        }
    }

    private static void readUntil(Socket socket, String wanted) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(wanted) < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("what came: " + read).isNotNegative();
            read.append((char) next);
        }
    }
}
