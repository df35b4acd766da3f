package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rookery.host.webqq.wire.Fixtures;
import dev.rookery.host.webqq.wire.JsonAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A small WebQQ server of both eras that does what a test tells it to. One account, a friend, a group and a discussion.
 * Polls are held until there is something to say; a newer poll supersedes an older one.
 */
final class FakeWebQq implements AutoCloseable {

    static final long SELF = 1002003004L;
    static final long MING = 2000000001L;
    static final long STRANGER = 2600000001L;
    static final long GROUP = 3000000001L;
    static final long GROUP_CODE = 3500000001L;
    static final long DISCUSSION = 3700000001L;
    static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};

    /** Values that must never be seen in a log. */
    static final List<String> SECRETS = List.of(
            "QrsigSecret",
            "ptwebqqsecret",
            "vfsecret",
            "psecret",
            "@skeysecret",
            "sigsecret",
            "397467713",
            "verifysecret",
            FakeLoginPages.PASSWORD);

    static {
        // Or head and body of each answer lie 40 ms apart: Nagle's algorithm meets delayed acknowledgements.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A request as it came, and when by {@link System#nanoTime}. */
    record Seen(
            String host,
            String path,
            Map<String, String> query,
            Map<String, String> form,
            Map<String, String> headers,
            long nanos) {
        JsonNode r() {
            return Fixtures.json(form.get("r"));
        }
    }

    /** A message that the account sent. */
    record Sent(String call, long to, String text) {}

    @FunctionalInterface
    private interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    private final FakeLoginPages loginPages = new FakeLoginPages();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final Deque<Reply> polls = new ArrayDeque<>();
    private long newestPoll;
    private int held;
    private boolean sessionValid;
    private boolean closed;
    private int logins;
    private int messageIds = 100;

    FakeWebQq() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The pages on which people sign in. */
    FakeLoginPages loginPages() {
        return loginPages;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    // What the server does next.

    void says(long friend, String text) {
        polls(message("message", "\"from_uin\":" + friend, text, ++messageIds));
    }

    void saysInGroup(long member, String text) {
        polls(message(
                "group_message",
                "\"from_uin\":" + GROUP + ",\"group_code\":" + GROUP + ",\"send_uin\":" + member,
                text,
                ++messageIds));
    }

    void saysInDiscussion(long member, String text) {
        polls(message(
                "discu_message",
                "\"from_uin\":" + DISCUSSION + ",\"did\":" + DISCUSSION + ",\"send_uin\":" + member,
                text,
                ++messageIds));
    }

    /** Somebody met in the group says something in a temporary chat. */
    void saysAside(long stranger, String text) {
        polls(message(
                "sess_message",
                "\"from_uin\":" + stranger + ",\"id\":" + GROUP + ",\"ruin\":0,\"service_type\":0,"
                        + "\"flags\":{\"text\":1,\"pic\":1,\"file\":1,\"audio\":1,\"video\":1}",
                text,
                ++messageIds));
    }

    void saysTwice(long friend, String text) {
        String message = message("message", "\"from_uin\":" + friend, text, ++messageIds);
        polls(message);
        polls(message);
    }

    /** The elements of one poll answer. */
    void polls(String elements) {
        answersPollWith(200, "{\"retcode\":0,\"result\":[" + elements + "]}");
    }

    void answersPollWith(int retcode) {
        answersPollWith(200, "{\"retcode\":" + retcode + ",\"errmsg\":\"\"}");
    }

    void answersPollWith(int status, String body) {
        enqueuePoll(exchange -> answer(exchange, status, body));
    }

    void cutsThePoll() {
        enqueuePoll(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody()
                    .write("{\"retcode\":0,\"result\":[{\"poll_type\"".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
    }

    /** The next request to the path is answered so; further calls queue up. */
    synchronized void answers(String path, int status, String body) {
        replies.computeIfAbsent(path, p -> new ArrayDeque<>()).add(exchange -> answer(exchange, status, body));
    }

    /** The next request to the path is answered so, but not before. */
    synchronized void answersAfter(CountDownLatch before, String path, int status, String body) {
        replies.computeIfAbsent(path, p -> new ArrayDeque<>()).add(exchange -> {
            try {
                before.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            answer(exchange, status, body);
        });
    }

    /** The connection of the next request to the path is cut before an answer. */
    synchronized void cuts(String path) {
        replies.computeIfAbsent(path, p -> new ArrayDeque<>()).add(exchange -> {
            throw new IOException("cut");
        });
    }

    /** The next request to the path is left without an answer until the server closes. */
    synchronized void holds(String path) {
        replies.computeIfAbsent(path, p -> new ArrayDeque<>()).add(exchange -> awaitClosed());
    }

    void expiresTheQrCode() {
        answers("/ptqrlogin", 200, "ptuiCB('65','0','','0','二维码已失效。(4012918406)', '');\r\n");
    }

    synchronized void dropsTheSession() {
        sessionValid = false;
        notifyAll();
    }

    /** Notices that the client has gone: what is said from now on waits for its next poll. */
    synchronized void letsGoOfThePoll() {
        newestPoll++;
        notifyAll();
    }

    // What the test may see.

    Sent takeSent() throws InterruptedException {
        return sent.poll(60, TimeUnit.SECONDS);
    }

    boolean sentNothing() {
        return sent.isEmpty();
    }

    /** Waits until a poll waits for an answer. */
    synchronized void awaitHeldPoll() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (held == 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nobody polls");
            }
            wait(50);
        }
    }

    /** How many answers to polls wait for a poll. */
    synchronized int unsaid() {
        return polls.size();
    }

    /** Waits until so many answers to polls wait for a poll. */
    synchronized void awaitUnsaid(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (polls.size() != count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("expected " + count + " answers to wait for a poll, not " + polls.size());
            }
            wait(50);
        }
    }

    List<Seen> seen(String path) {
        return seen.stream().filter(request -> request.path().equals(path)).toList();
    }

    List<String> paths() {
        return seen.stream().map(Seen::path).toList();
    }

    /** Waits until so many requests of the path have come. */
    synchronized void awaitSeen(String path, int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (seen(path).size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not seen " + count + " times: " + path + " in " + paths());
            }
            wait(50);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    static String message(String type, String ids, String text, int messageId) {
        return "{\"poll_type\":\"" + type + "\",\"value\":{\"content\":[[\"font\",{\"size\":10}],"
                + JsonAnswer.JSON.getNodeFactory().textNode(text) + "]," + ids + ",\"msg_id\":" + messageId
                + ",\"msg_type\":0,\"time\":1450686775,\"to_uin\":" + SELF + "}}";
    }

    private synchronized void enqueuePoll(Reply reply) {
        polls.add(reply);
        notifyAll();
    }

    private synchronized void awaitClosed() throws IOException {
        try {
            while (!closed) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Seen request = read(exchange);
            Reply scripted;
            synchronized (this) {
                seen.add(request);
                notifyAll();
                Deque<Reply> queue = replies.get(request.path());
                scripted = queue == null ? null : queue.poll();
            }
            if (scripted != null) {
                scripted.to(exchange);
            } else {
                route(exchange, request);
            }
        } catch (IOException | InterruptedException e) {
            // The client went away, or the test wants the connection cut: closing the exchange does it.
        }
    }

    private void route(HttpExchange exchange, Seen request) throws IOException, InterruptedException {
        if (loginPages.answer(exchange, request)) {
            return;
        }
        switch (request.path()) {
            case "/api/getvfwebqq" -> result(exchange, "{\"vfwebqq\":\"vfsecret\"}");
            case "/channel/login2" -> result(exchange, login());
            case "/channel/get_online_buddies2" -> {
                if (isValid(request.query().get("psessionid"))) {
                    result(exchange, "[]");
                } else {
                    answer(exchange, 200, "{\"retcode\":103,\"errmsg\":\"\"}");
                }
            }
            case "/api/get_self_info2" -> result(exchange, "{\"nick\":\"Pual\",\"uin\":" + SELF + "}");
            case "/api/get_user_friends2" ->
                result(
                        exchange,
                        "{\"friends\":[{\"uin\":" + MING + "}],\"marknames\":[{\"uin\":" + MING
                                + ",\"markname\":\"明哥\"}],\"info\":[{\"uin\":" + MING + ",\"nick\":\"Ming\"}]}");
            case "/api/get_group_name_list_mask2" ->
                result(
                        exchange,
                        "{\"gmasklist\":[],\"gnamelist\":[{\"name\":\"测试群\",\"gid\":" + GROUP + ",\"code\":"
                                + GROUP_CODE + "}],\"gmarklist\":[]}");
            case "/api/get_discus_list" ->
                result(exchange, "{\"dnamelist\":[{\"did\":" + DISCUSSION + ",\"name\":\"讨论甲\"}]}");
            case "/api/get_group_info_ext2" ->
                result(
                        exchange,
                        "{\"minfo\":[{\"uin\":" + MING + ",\"nick\":\"Ming\"},{\"uin\":"
                                + STRANGER + ",\"nick\":\"路人\"},{\"uin\":" + SELF
                                + ",\"nick\":\"Pual\"}],\"cards\":[{\"muin\":" + MING
                                + ",\"card\":\"群名片明\"}]}");
            case "/channel/get_discu_info" ->
                result(
                        exchange,
                        "{\"info\":{\"discu_name\":\"讨论甲\"},\"mem_info\":[{\"uin\":" + MING
                                + ",\"nick\":\"Ming\"},{\"uin\":" + STRANGER + ",\"nick\":\"路人\"}]}");
            case "/channel/poll2" -> nextPoll(request).to(exchange);
            case "/channel/get_c2cmsg_sig2" -> result(exchange, "{\"type\":0,\"value\":\"groupsig\"}");
            case "/channel/change_status2" -> result(exchange, "\"ok\"");
            case "/channel/send_buddy_msg2",
                    "/channel/send_qun_msg2",
                    "/channel/send_discu_msg2",
                    "/channel/send_sess_msg2" -> take(exchange, request);
            case "/channel/logout2" -> result(exchange, "\"ok\"");
            default -> answer(exchange, 404, "not found");
        }
    }

    private synchronized String login() {
        sessionValid = true;
        logins++;
        return "{\"uin\":" + SELF + ",\"status\":\"online\",\"vfwebqq\":\"othervfsecret\",\"psessionid\":\"psecret"
                + logins + "\"}";
    }

    private synchronized boolean isValid(String psessionid) {
        return sessionValid && psessionid.equals("psecret" + logins);
    }

    private synchronized Reply nextPoll(Seen request) throws InterruptedException {
        long poll = ++newestPoll;
        notifyAll();
        String psessionid = request.r().path("psessionid").asText();
        held++;
        notifyAll();
        try {
            while (polls.isEmpty() && poll == newestPoll && isValid(psessionid) && !closed) {
                wait();
            }
        } finally {
            held--;
        }
        if (!isValid(psessionid)) {
            return exchange -> answer(exchange, 200, "{\"retcode\":103,\"errmsg\":\"\"}");
        }
        return poll == newestPoll && !polls.isEmpty()
                ? polls.remove()
                : exchange -> answer(exchange, 200, "{\"retcode\":0,\"result\":[]}");
    }

    private void take(HttpExchange exchange, Seen request) throws IOException {
        JsonNode r = request.r();
        if (!isValid(r.path("psessionid").asText())) {
            answer(exchange, 200, "{\"retcode\":103,\"errmsg\":\"\"}");
            return;
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode element : Fixtures.json(r.path("content").asText())) {
            if (element.isTextual()) {
                text.append(element.asText());
            } else if (element.path(0).asText().equals("face")) {
                text.append("[face:").append(element.path(1).asInt()).append(']');
            }
        }
        long to = r.path("to").asLong()
                + r.path("group_uin").asLong()
                + r.path("did").asLong();
        sent.add(new Sent(request.path().substring("/channel/".length()), to, text.toString()));
        answer(exchange, 200, "{\"retcode\":0,\"result\":\"ok\",\"errCode\":0,\"msg\":\"send ok\"}");
    }

    private static Seen read(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        return new Seen(
                headers.get("Host"),
                exchange.getRequestURI().getPath(),
                pairs(exchange.getRequestURI().getRawQuery()),
                pairs(body),
                headers,
                System.nanoTime());
    }

    private static Map<String, String> pairs(String encoded) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String pair : encoded.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                pairs.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }

    private static void result(HttpExchange exchange, String result) throws IOException {
        answer(exchange, 200, "{\"retcode\":0,\"result\":" + result + "}");
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
