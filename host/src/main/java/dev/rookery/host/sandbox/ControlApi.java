package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import dev.rookery.host.sandbox.ControlCall.Refusal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSON interface by which the chat page, tests and benchmarks play the people of the world and look at the bots.
 *
 * <p>Each call is about one account: that of the query parameter {@code account=<qq>} (or, when posting, of the field
 * {@code "account"}), else the first. Numbers are those of the world, whatever a login sees in their place.
 *
 * <table>
 * <caption>Calls</caption>
 * <tr><td>{@code POST /sandbox/say}</td><td>{@code {"chat":"group:3000000001","from":2000000001,"text":"hi [face:14]"}}
 *     → {@code {"id":5244}}, the msg_id. {@code from} may be left out in a chat with a friend or, {@code session:<uin>},
 *     with a stranger. Instead of {@code text} there may be {@code "segments":[{"type":"text","text":"hi"},
 *     {"type":"face","id":14},{"type":"picture","data":"<base64>","redirect":false}]}; {@code cface} sends the picture
 *     as a custom face, without {@code data} it is drawn, {@code redirect} has its download answered with 302. What is
 *     said while no bot is on line waits for it</td></tr>
 * <tr><td>{@code GET /sandbox/sent?since=0&wait=0}</td><td>what bots have sent after number {@code since}:
 *     {@code {"last":1,"sent":[{"n":1,"chat":…,"text":…,"segments":[…],"msg_id":…,"time":…}]}}, time in ms. When there is
 *     nothing, {@code wait} holds the answer for up to so many ms (60000 at most)</td></tr>
 * <tr><td>{@code GET /sandbox/file?path=…}</td><td>the bytes of a picture or file that is under way, by the path or
 *     {@code name} of its segment</td></tr>
 * <tr><td>{@code POST /sandbox/event?type=…}</td><td>{@code {}} → {@code {"id":5245,"told":true}}: something other than
 *     a message happens, see {@link EventCalls}</td></tr>
 * <tr><td>{@code POST /sandbox/raw}</td><td>{@code {"poll_type":…,"value":…}} → {@code {"told":true}}: a poll gets that as
 *     it stands</td></tr>
 * <tr><td>{@code GET /sandbox/actions?since=0}</td><td>what the bot has done besides sending, after number {@code since}:
 *     {@code {"last":1,"actions":[{"n":1,"call":"shake2","details":{"to":2000000001}}]}}</td></tr>
 * <tr><td>{@code POST /sandbox/grow?group=…&members=100000}</td><td>{@code {}} → {@code {"members":100000}}: fills a
 *     group up with made-up members</td></tr>
 * <tr><td>{@code GET /sandbox/history?chat=…}</td><td>{@code {"lines":[…]}}: the last 200 of a chat</td></tr>
 * <tr><td>{@code GET /sandbox/accounts}</td><td>{@code {"accounts":[{"qq":…,"nick":…,"online":true,"waiting":0}]}}: all of
 *     them</td></tr>
 * <tr><td>{@code GET /sandbox/state}</td><td>the account, its status and whether its bot is on line, the QR code that waits, the contacts with the first
 *     members of each and their number
 *     </td></tr>
 * <tr><td>{@code GET /sandbox/events}</td><td>server-sent events: {@code message} with a line as in the history,
 *     {@code state} when the state may have changed; with {@code trace=1} also {@code request}, an element of the trace,
 *     as each request begins and ends</td></tr>
 * <tr><td>{@code POST /sandbox/scan}</td><td>{@code {}} → {@code {"scanned":3}}: the newest QR code that waits is scanned
 *     and confirmed, on the phone of the account; {@code {"code":2}} chooses another one</td></tr>
 * <tr><td>{@code GET /sandbox/qr.png}</td><td>the picture of that code</td></tr>
 * <tr><td>{@code POST /sandbox/drop}</td><td>{@code {"logins":false}} → {@code {"dropped":1}}: forgets the session and cuts
 *     its poll; with {@code logins} the cookies too, so that only a new QR code helps</td></tr>
 * <tr><td>{@code POST /sandbox/captcha}</td><td>{@code {"wanted":true,"lifetime":300000}}, or {@code ?wanted=1}: whether
 *     signing in with the password takes a captcha, and for how many ms its letters are good. The state tells them</td></tr>
 * <tr><td>{@code POST /sandbox/refuse-login}</td><td>{@code {"code":4,"sub":2,"times":1}}: the next sign-ins with the
 *     password are answered with that code; with 0, as if the account were frozen</td></tr>
 * <tr><td>{@code POST /sandbox/remap-uins}</td><td>{@code {"wanted":true}}: whether each login from now on sees other uins,
 *     gids, codes and dids than the one before</td></tr>
 * <tr><td>{@code GET /sandbox/trace?since=0}</td><td>{@code {"last":9,"requests":[…]}}: the last 500 requests to WebQQ
 *     after a number, of the account if one is named, secrets masked</td></tr>
 * <tr><td>{@code /sandbox/faults}</td><td>see {@link FaultCalls}</td></tr>
 * </table>
 *
 * <p>Bodies are JSON objects or forms. Errors are {@code {"error":"…"}} with status 400, 404, 405, 415 or 503.
 */
final class ControlApi {

    private final Accounts accounts;
    private final Map<String, ControlCall> gets = new HashMap<>();
    private final Map<String, ControlCall> posts = new HashMap<>();

    ControlApi(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Adds a call that looks at something. */
    ControlApi get(String path, ControlCall call) {
        gets.put("/sandbox/" + path, call);
        return this;
    }

    /** Adds a call that does something. */
    ControlApi post(String path, ControlCall call) {
        posts.put("/sandbox/" + path, call);
        return this;
    }

    void handle(Exchange exchange) {
        boolean posted = exchange.method().equals("POST");
        ControlCall call = (posted ? posts : gets).get(exchange.path());
        ControlCall other = (posted ? gets : posts).get(exchange.path());
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
            JsonNode body = posted ? body(exchange) : Json.object();
            call.answer(exchange, account(exchange, body), body);
        } catch (Refusal refusal) {
            answer(exchange, refusal.status(), Json.object().put("error", String.valueOf(refusal.getMessage())));
        } catch (IllegalArgumentException refusal) {
            answer(exchange, 400, Json.object().put("error", String.valueOf(refusal.getMessage())));
        }
    }

    /** A JSON object, or a form, whose fields are taken as texts. Pages of other origins are refused before this. */
    private static JsonNode body(Exchange exchange) {
        String type = exchange.header("Content-Type").orElse("none");
        String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (essence.equals("application/x-www-form-urlencoded")) {
            ObjectNode fields = Json.object();
            exchange.form().asMap().forEach(fields::put);
            return fields;
        }
        if (!essence.equals("application/json")) {
            throw new Refusal(
                    415,
                    "Content-Type: " + type + " (expected: application/json or application/x-www-form-urlencoded)");
        }
        JsonNode body = Json.parse(exchange.bodyText().isBlank() ? "{}" : exchange.bodyText());
        if (!body.isObject()) {
            throw new Refusal(400, "body: " + body.getNodeType() + " (expected: an object)");
        }
        return body;
    }

    private Account account(Exchange exchange, JsonNode body) {
        String wanted = parameter(exchange, body, "account", "");
        if (wanted.isEmpty()) {
            return accounts.first();
        }
        return accounts.ofNumber(Requests.number(wanted))
                .orElseThrow(() -> new Refusal(
                        400,
                        "account: \"" + wanted + "\" (expected: one of the "
                                + accounts.all().size() + " of /sandbox/accounts)"));
    }

    /** The number in a parameter of the query; 0 when it is not there. */
    static long number(Exchange exchange, String name) {
        String text = exchange.query().get(name).orElse("0");
        long number = Requests.number(text);
        if (number < 0) {
            throw new Refusal(400, name + ": \"" + text + "\" (expected: a number)");
        }
        return number;
    }

    /** The parameter of that name of the query, or else the field of the body. */
    static String parameter(Exchange exchange, JsonNode body, String name, String otherwise) {
        return exchange.query().get(name).orElseGet(() -> body.path(name).asText(otherwise));
    }

    static void answer(Exchange exchange, ObjectNode body) {
        answer(exchange, 200, body);
    }

    private static void answer(Exchange exchange, int status, ObjectNode body) {
        exchange.respond(Response.of(status, "application/json; charset=utf-8", Json.write(body))
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff"));
    }
}
