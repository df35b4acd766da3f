package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.host.httpserver.RawHttp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client as those of the time were: keeps cookies by domain, and sends every request to the sandbox with the host of
 * its URL in the Host header, each over a connection of its own.
 */
final class HistoricalClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private final InetSocketAddress address;
    /** By domain and name, in the order in which they came. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    HistoricalClient(InetSocketAddress address) {
        this.address = address;
    }

    RawHttp.Answer get(String url) throws IOException {
        try (RawHttp connection = open(url, null)) {
            return answered(connection);
        }
    }

    /** Posts a form body as it stands. */
    RawHttp.Answer post(String url, String body) throws IOException {
        try (RawHttp connection = open(url, body)) {
            return answered(connection);
        }
    }

    RawHttp.Answer postR(String url, String r) throws IOException {
        return post(url, "r=" + encode(r));
    }

    JsonNode json(RawHttp.Answer answer) throws IOException {
        return JSON.readTree(answer.bytes());
    }

    /** Sends a request and leaves the answer to the caller. */
    RawHttp open(String url, String body) throws IOException {
        return open(url, body, "application/x-www-form-urlencoded");
    }

    /** The same with a body of another type. */
    RawHttp open(String url, String body, String type) throws IOException {
        URI uri = URI.create(url);
        String target = url.substring(
                url.indexOf(uri.getRawAuthority()) + uri.getRawAuthority().length());
        RawHttp connection = new RawHttp(address);
        StringBuilder head = new StringBuilder(body == null ? "GET " : "POST ")
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getRawAuthority())
                .append("\r\n");
        String cookie = cookieHeader(uri.getHost());
        if (!cookie.isEmpty()) {
            head.append("Cookie: ").append(cookie).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Type: ")
                    .append(type)
                    .append("\r\nContent-Length: ")
                    .append(body.getBytes(UTF_8).length)
                    .append("\r\n");
        }
        connection.send(head.append("\r\n").append(body == null ? "" : body).toString());
        return connection;
    }

    RawHttp.Answer answered(RawHttp connection) throws IOException {
        RawHttp.Answer answer = connection.read();
        answer.all("Set-Cookie").forEach(this::keep);
        return answer;
    }

    /** The values of a cookie on all domains. */
    List<String> cookie(String name) {
        return cookies.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(" " + name))
                .map(Map.Entry::getValue)
                .toList();
    }

    void setCookie(String domain, String name, String value) {
        cookies.put(domain + " " + name, value);
    }

    void forgetCookies() {
        cookies.clear();
    }

    /** The names of the cookies of a domain, in the order in which a jar lists them. */
    List<String> namesOf(String domain) {
        return cookies.keySet().stream()
                .filter(key -> key.startsWith(domain + " "))
                .map(key -> key.substring(domain.length() + 1))
                .toList();
    }

    private void keep(String header) {
        String pair = header.substring(0, header.indexOf(';'));
        String domain = header.replaceFirst(".*DOMAIN=", "").replaceFirst(";.*", "");
        String key = domain + " " + pair.substring(0, pair.indexOf('='));
        // Not in the value: that is random, and holds these digits once in a thousand.
        if (header.substring(pair.length()).contains("-1970 ")) {
            cookies.remove(key);
        } else {
            cookies.put(key, pair.substring(pair.indexOf('=') + 1));
        }
    }

    private String cookieHeader(String host) {
        StringBuilder header = new StringBuilder();
        cookies.forEach((key, value) -> {
            String domain = key.substring(0, key.indexOf(' '));
            if (host.equals(domain) || host.endsWith("." + domain)) {
                header.append(header.isEmpty() ? "" : "; ")
                        .append(key.substring(key.indexOf(' ') + 1))
                        .append('=')
                        .append(value);
            }
        });
        return header.toString();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    // What most of them do alike, for tests that are about what comes after.

    /** The number of the account that the cookies tell. */
    long account() {
        return Long.parseLong(cookie("uin").get(0).substring(1));
    }

    private String psessionid = "";
    private String vfwebqq = "";

    String psessionid() {
        return psessionid;
    }

    String vfwebqq() {
        return vfwebqq;
    }

    HistoricalClient vfwebqq(String token) {
        vfwebqq = token;
        return this;
    }

    /** Signs in by QR code and opens a session on the given channel host. The sandbox must scan by itself. */
    HistoricalClient signIn(String channelHost) throws IOException {
        askForCode();
        return signInByCode(channelHost);
    }

    /** The same with the checksum of the code, which clients send since 2017 and a strict sandbox wants. */
    HistoricalClient signInStrictly(String channelHost) throws IOException {
        askForCode();
        return signInByCode(
                channelHost, "&ptqrtoken=" + Tokens.hash33(cookie("qrsig").get(0)));
    }

    void askForCode() throws IOException {
        get("https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=0&l=M&s=5&d=72&v=4&t=0.5");
    }

    /** Asks how the code is doing. */
    String ask() throws IOException {
        return ask("");
    }

    private String ask(String more) throws IOException {
        return get("https://ssl.ptlogin2.qq.com/ptqrlogin?u1=http%3A%2F%2Fw.qq.com%2Fproxy.html" + more)
                .body();
    }

    /** Goes on from a code that has been confirmed. */
    HistoricalClient signInByCode(String channelHost) throws IOException {
        return signInByCode(channelHost, "");
    }

    /** The same with more parameters in the question. */
    HistoricalClient signInByCode(String channelHost, String more) throws IOException {
        get(ask(more).split("','")[2]);
        vfwebqq = json(get("http://s.web2.qq.com/api/getvfwebqq?ptwebqq="
                        + cookie("ptwebqq").get(0)))
                .at("/result/vfwebqq")
                .asText();
        return link(channelHost);
    }

    /** login2 with the cookies that are there. */
    HistoricalClient link(String channelHost) throws IOException {
        psessionid = json(postR(
                        "http://" + channelHost + "/channel/login2",
                        "{\"ptwebqq\":\"\",\"clientid\":53999199,\"psessionid\":\"\",\"status\":\"online\"}"))
                .at("/result/psessionid")
                .asText();
        return this;
    }

    String pollForm() {
        return "r="
                + encode("{\"ptwebqq\":\"\",\"clientid\":53999199,\"psessionid\":\"" + psessionid + "\",\"key\":\"\"}");
    }

    RawHttp openPoll() throws IOException {
        return open("http://d1.web2.qq.com/channel/poll2", pollForm());
    }

    JsonNode poll() throws IOException {
        return json(post("http://d1.web2.qq.com/channel/poll2", pollForm()));
    }

    /** The text of the next message, polling until there is one. */
    String hear() throws IOException {
        JsonNode result = poll().path("result");
        while (result.isEmpty()) {
            result = poll().path("result");
        }
        return result.at("/0/value/content/1").asText();
    }

    JsonNode sendToFriend(long uin, String text) throws IOException {
        String content = JSON.writeValueAsString(JSON.createArrayNode().add(text));
        return json(postR(
                "http://d1.web2.qq.com/channel/send_buddy_msg2",
                JSON.createObjectNode()
                        .put("to", uin)
                        .put("content", content)
                        .put("msg_id", 43690001)
                        .put("psessionid", psessionid)
                        .toString()));
    }
}
