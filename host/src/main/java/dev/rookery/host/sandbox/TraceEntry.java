package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Parameters;
import dev.rookery.host.httpserver.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it. While it is open it looks at the exchange; what it keeps of it later is clipped.
 */
final class TraceEntry {

    /** How much is kept of a query, of a form and of an answer, in UTF-16 units each. */
    static final int MAX_TEXT = 1_000;

    private static final Pattern CODE = Pattern.compile("\"(?:retcode|ec)\"\\s*:\\s*(-?\\d+)|^ptui\\w*\\('(\\d+)'");

    /** Content types whose answers are worth showing; pages and pictures are not. */
    private static final Pattern SHOWN = Pattern.compile(".*(json|javascript|plain).*");

    private final long number;
    private final long millis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();
    private final @Nullable Long account;
    private final String method;
    private final String host;
    private final String path;
    private final List<FaultKind> faults = new ArrayList<>(0);
    private @Nullable Exchange exchange;
    private String query = "";
    private String form = "";
    private String answer = "";
    private String code = "";
    private int status;
    private long tookNanos;
    private Exchange.@Nullable End end;

    TraceEntry(long number, Exchange exchange, Optional<Account> account) {
        this.number = number;
        this.exchange = exchange;
        this.account = account.map(Account::qq).orElse(null);
        this.method = exchange.method();
        this.host = exchange.host();
        this.path = clip(exchange.path());
    }

    long number() {
        return number;
    }

    boolean isOf(Account wanted) {
        return account != null && account == wanted.qq();
    }

    void struckBy(FaultKind kind) {
        faults.add(kind);
    }

    void answered(Response response) {
        status = response.status();
        boolean shown = SHOWN.matcher(response.contentType()).matches();
        byte[] body = response.body();
        String text = shown ? new String(body, 0, Math.min(body.length, 4 * MAX_TEXT), UTF_8) : "";
        Matcher found = CODE.matcher(text);
        if (found.find()) {
            code = found.group(found.group(1) != null ? 1 : 2);
        }
        answer = shown ? clip(text) : response.contentType() + ", " + body.length + " bytes";
    }

    void ended(Exchange.End how) {
        end = how;
        tookNanos = System.nanoTime() - startNanos;
        Exchange over = exchange;
        if (over != null) {
            query = clip(over.rawQuery());
            form = form(over);
            exchange = null;
        }
    }

    ObjectNode describe() {
        Exchange open = exchange;
        ObjectNode described = Json.object().put("n", number).put("time", millis);
        described
                .put("account", account)
                .put("method", method)
                .put("host", host)
                .put("path", path);
        parameters(described.putObject("query"), open == null ? query : clip(open.rawQuery()));
        parameters(described.putObject("form"), open == null ? form : form(open));
        described.put(
                "end",
                end == null ? "open" : end.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        described.put("status", status).put("code", code).put("answer", Secrets.mask(answer));
        long nanos = open == null ? tookNanos : System.nanoTime() - startNanos;
        described.put("millis", TimeUnit.NANOSECONDS.toMillis(nanos));
        ArrayNode kinds = described.putArray("faults");
        faults.forEach(kind -> kinds.add(kind.word()));
        return described;
    }

    private static void parameters(ObjectNode described, String raw) {
        Parameters.parse(raw).asMap().forEach((name, value) -> described.put(name, Secrets.mask(name, value)));
    }

    /** The form of a request; one of parts has files in it and secrets that no name gives away, so it is left out. */
    private static String form(Exchange exchange) {
        boolean parts = exchange.header("Content-Type").orElse("").startsWith("multipart/");
        return parts ? "" : clip(exchange.bodyText());
    }

    private static String clip(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
