package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSON interface by which the chat page, tests and benchmarks play the people of the world and look at the bot.
 *
 * <table>
 * <caption>Calls</caption>
 * <tr><td>{@code POST /sandbox/say}</td><td>{@code {"chat":"group:3000000001","from":2000000001,"text":"hi [face:14]"}}
 *     → {@code {"id":5244}}, the msg_id. {@code from} may be left out in a chat with a friend. What is said while no bot
 *     is on line waits for it</td></tr>
 * <tr><td>{@code GET /sandbox/sent?since=0&wait=0}</td><td>what bots have sent after number {@code since}:
 *     {@code {"last":1,"sent":[{"n":1,"chat":…,"text":…,"segments":[…],"msg_id":…,"time":…}]}}, time in ms. When there is
 *     nothing, {@code wait} holds the answer for up to so many ms (60000 at most)</td></tr>
 * <tr><td>{@code GET /sandbox/history?chat=…}</td><td>{@code {"lines":[…]}}: the last 200 of a chat</td></tr>
 * <tr><td>{@code GET /sandbox/state}</td><td>the account, whether its bot is on line, the QR code that waits, the contacts
 *     </td></tr>
 * <tr><td>{@code GET /sandbox/events}</td><td>server-sent events: {@code message} with a line as in the history,
 *     {@code state} when the state may have changed</td></tr>
 * <tr><td>{@code POST /sandbox/scan}</td><td>{@code {}} → {@code {"scanned":3}}: the newest QR code that waits is scanned
 *     and confirmed</td></tr>
 * <tr><td>{@code GET /sandbox/qr.png}</td><td>the picture of that code</td></tr>
 * <tr><td>{@code POST /sandbox/drop}</td><td>{@code {"logins":false}} → {@code {"dropped":1}}: forgets the session and cuts
 *     its poll; with {@code logins} the cookies too, so that only a new QR code helps</td></tr>
 * </table>
 *
 * <p>Errors are {@code {"error":"…"}} with status 400, 404, 405, 415 or 503.
 */
final class ControlApi {

    /** Longest text that can be said, in UTF-16 units. */
    static final int MAX_TEXT = 4_000;

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final int PICTURE_SCALE = 4;

    /** A request that is refused with a reason for people. */
    private static final class Refusal extends RuntimeException {
        private final int status;

        Refusal(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    private interface Call {
        void answer(Exchange exchange, JsonNode body);
    }

    private final World world;
    private final boolean autoScan;
    private final Conversations conversations;
    private final Sessions sessions;
    private final WebLogins logins;
    private final QrCodes codes;
    private final EventFeed feed;
    /** Tells a page that the server behind it is another one, whose numbers start again. */
    private final String instance = Tokens.hex(16);

    private final Map<String, Call> gets = Map.of(
            "/sandbox/state", (exchange, none) -> state(exchange),
            "/sandbox/sent", (exchange, none) -> sent(exchange),
            "/sandbox/history", (exchange, none) -> history(exchange),
            "/sandbox/events", (exchange, none) -> events(exchange),
            "/sandbox/qr.png", (exchange, none) -> picture(exchange));
    private final Map<String, Call> posts = Map.of(
            "/sandbox/say",
            this::say,
            "/sandbox/scan",
            (exchange, none) -> scan(exchange),
            "/sandbox/drop",
            this::drop);

    ControlApi(
            SandboxOptions options,
            Conversations conversations,
            Sessions sessions,
            WebLogins logins,
            QrCodes codes,
            EventFeed feed) {
        this.world = options.world();
        this.autoScan = options.autoScan();
        this.conversations = conversations;
        this.sessions = sessions;
        this.logins = logins;
        this.codes = codes;
        this.feed = feed;
    }

    void handle(Exchange exchange) {
        boolean posted = exchange.method().equals("POST");
        Call call = (posted ? posts : gets).get(exchange.path());
        Call other = (posted ? gets : posts).get(exchange.path());
        try {
            if (call == null && other == null) {
                Set<String> known = new TreeSet<>(gets.keySet());
                known.addAll(posts.keySet());
                throw new Refusal(
                        404,
                        "no such call: " + exchange.path() + " (expected one of: " + String.join(", ", known) + ")");
            }
            if (call == null || !(posted || exchange.method().equals("GET"))) {
                throw new Refusal(
                        405,
                        exchange.method() + " " + exchange.path() + " (expected: "
                                + (gets.containsKey(exchange.path()) ? "GET" : "POST") + ")");
            }
            call.answer(exchange, posted ? body(exchange) : Json.object());
        } catch (Refusal refusal) {
            answer(exchange, refusal.status, Json.object().put("error", String.valueOf(refusal.getMessage())));
        } catch (IllegalArgumentException refusal) {
            answer(exchange, 400, Json.object().put("error", String.valueOf(refusal.getMessage())));
        }
    }

    /** Only JSON that says it is JSON: other pages cannot send that type without asking the browser first. */
    private static JsonNode body(Exchange exchange) {
        String type = exchange.header("Content-Type").orElse("none");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new Refusal(415, "Content-Type: " + type + " (expected: application/json)");
        }
        JsonNode body = Json.parse(exchange.bodyText().isBlank() ? "{}" : exchange.bodyText());
        if (!body.isObject()) {
            throw new Refusal(400, "body: " + body.getNodeType() + " (expected: an object)");
        }
        return body;
    }

    private void say(Exchange exchange, JsonNode body) {
        ChatKey chat = ChatKey.parse(body.path("chat").asText(""));
        if (!conversations.exists(chat)) {
            throw new Refusal(400, "chat: " + chat + " is not in this world (see /sandbox/state)");
        }
        boolean implied =
                chat.kind() == ChatKey.Kind.FRIEND && body.path("from").isMissingNode();
        long from = implied ? chat.id() : Json.number(body, "from");
        String name = conversations
                .speaker(chat, from)
                .orElseThrow(() -> new Refusal(
                        400,
                        "from: " + body.path("from").asText("missing") + " (expected: the uin of a member of " + chat
                                + " other than the account)"));
        String text = body.path("text").asText("");
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new Refusal(400, "text: " + text.length() + " characters (expected: 1 to " + MAX_TEXT + ")");
        }
        OptionalInt id = conversations.say(chat, from, name, Content.ofPlain(text));
        if (id.isEmpty()) {
            throw new Refusal(503, Inbox.MAX + " messages are waiting for the bot already");
        }
        answer(exchange, 200, Json.object().put("id", id.getAsInt()));
    }

    private void sent(Exchange exchange) {
        long since = number(exchange, "since");
        Duration wait = Duration.ofMillis(Math.min(number(exchange, "wait"), MAX_WAIT.toMillis()));
        Runnable answer = () -> {
            ObjectNode list = Json.object().put("last", conversations.lastSent());
            list.set("sent", conversations.sentSince(since));
            answer(exchange, 200, list);
        };
        if (wait.isZero() || conversations.lastSent() > since) {
            answer.run();
            return;
        }
        conversations.onNextSent(answer);
        exchange.onClose(() -> conversations.forget(answer));
        exchange.onTimeout(wait, () -> {
            conversations.forget(answer);
            answer.run();
        });
    }

    private void history(Exchange exchange) {
        ChatKey chat = ChatKey.parse(exchange.query().text("chat"));
        ObjectNode answer = Json.object();
        answer.set("lines", conversations.history(chat));
        answer(exchange, 200, answer);
    }

    private void events(Exchange exchange) {
        feed.open(exchange);
    }

    private void scan(Exchange exchange) {
        QrCode code = codes.wanted()
                .filter(QrCode::isWaiting)
                .orElseThrow(() -> new Refusal(400, "no QR code is waiting to be scanned"));
        code.scan();
        answer(exchange, 200, Json.object().put("scanned", code.id()));
        feed.stateChanged();
    }

    private void picture(Exchange exchange) {
        QrCode code = codes.wanted().orElseThrow(() -> new Refusal(404, "no QR code is waiting"));
        exchange.respond(Response.of(200, "image/png", LoginEndpoints.picture(exchange, code, PICTURE_SCALE))
                .header("Cache-Control", "no-store"));
    }

    private void drop(Exchange exchange, JsonNode body) {
        int dropped = sessions.current().isPresent() ? 1 : 0;
        sessions.drop();
        if (body.path("logins").asBoolean()) {
            logins.forgetAll();
        }
        answer(exchange, 200, Json.object().put("dropped", dropped));
        feed.stateChanged();
    }

    private void state(Exchange exchange) {
        ObjectNode state = Json.object().put("instance", instance);
        World.Person account = world.account();
        state.putObject("account")
                .put("qq", account.qq())
                .put("uin", account.uin())
                .put("nick", account.nick());
        Optional<Session> session = sessions.current();
        state.put("online", session.filter(Session::isPolling).isPresent());
        ArrayNode list = state.putArray("sessions");
        session.ifPresent(known -> list.add(known.describe()));
        state.put("waiting", sessions.waiting()).put("autoScan", autoScan);
        codes.wanted()
                .ifPresentOrElse(
                        code -> state.putObject("qr")
                                .put("id", code.id())
                                .put("state", code.isWaiting() ? "waiting" : "scanned")
                                .put("picture", "/sandbox/qr.png?id=" + code.id()),
                        () -> state.putNull("qr"));
        state.set("contacts", contacts());
        answer(exchange, 200, state);
    }

    private ArrayNode contacts() {
        ArrayNode contacts = Json.array();
        for (World.Friend friend : world.friends()) {
            ObjectNode contact =
                    contact(contacts, ChatKey.Kind.FRIEND, friend.person().uin(), friend.shownName());
            member(contact.putArray("members"), friend.person().uin(), friend.shownName());
        }
        for (World.Group group : world.groups()) {
            String name = group.remark().isEmpty() ? group.name() : group.remark();
            ArrayNode members =
                    contact(contacts, ChatKey.Kind.GROUP, group.gid(), name).putArray("members");
            group.members().forEach(one -> member(members, one.person().uin(), one.shownName()));
        }
        for (World.Discussion discussion : world.discussions()) {
            ArrayNode members = contact(contacts, ChatKey.Kind.DISCUSSION, discussion.did(), discussion.name())
                    .putArray("members");
            discussion.members().forEach(one -> member(members, one.uin(), one.nick()));
        }
        return contacts;
    }

    private ObjectNode contact(ArrayNode contacts, ChatKey.Kind kind, long id, String name) {
        ChatKey chat = new ChatKey(kind, id);
        ObjectNode contact = contacts.addObject()
                .put("chat", chat.toString())
                .put("kind", kind.word())
                .put("name", name);
        conversations.last(chat).ifPresentOrElse(last -> contact.set("last", last), () -> contact.putNull("last"));
        return contact;
    }

    /** Everybody who can speak in a chat: all but the bot. */
    private void member(ArrayNode members, long uin, String name) {
        if (uin != world.account().uin()) {
            members.addObject().put("uin", uin).put("name", name);
        }
    }

    private static long number(Exchange exchange, String name) {
        String text = exchange.query().get(name).orElse("0");
        long number = Requests.number(text);
        if (number < 0) {
            throw new Refusal(400, name + ": \"" + text + "\" (expected: a number)");
        }
        return number;
    }

    private static void answer(Exchange exchange, int status, ObjectNode body) {
        exchange.respond(Response.of(status, "application/json; charset=utf-8", Json.write(body))
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff"));
    }
}
