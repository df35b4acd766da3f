package dev.rookery.host.httpstream;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what is asked and answered, with secrets masked. Shown are methods, addresses without the values of their
 * query and path parameters, statuses, names of header fields, form fields and cookies, the values of header fields
 * that are known to hold no secret, and how large other bodies are. All other values are {@value #MASK}, unless their
 * name is {@linkplain #showing allowed}.
 *
 * <pre>
 * poll of pual
 * &gt; POST http://d1.web2.qq.com/channel/poll2?t=***
 * &gt; Content-Type: application/x-www-form-urlencoded
 * &gt; Authorization: ***
 * &gt;
 * &gt; r=***&amp;clientid=***
 * </pre>
 *
 * <p>The cookies of the jar and what else the stream adds to a request are not written down. Immutable; its sink is
 * called on the loop.
 */
public final class TraceListener implements HttpStreamListener {

    /** How many characters of a form are written down; the rest is cut off. */
    public static final int MAX_FORM_CHARS = 4096;

    private static final Logger log = LoggerFactory.getLogger(TraceListener.class);

    private static final String MASK = "***";
    private static final Pattern PATH_PARAMETER = Pattern.compile(";([^=/;]*=)?[^/;]*");

    /** Names of fields that say nothing about who asks. */
    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "accept-ranges",
            "age",
            "allow",
            "cache-control",
            "connection",
            "content-encoding",
            "content-language",
            "content-length",
            "content-range",
            "content-type",
            "date",
            "expires",
            "host",
            "keep-alive",
            "last-modified",
            "pragma",
            "range",
            "retry-after",
            "server",
            "transfer-encoding",
            "user-agent",
            "vary");

    private static final Set<String> ADDRESSES = Set.of("location", "content-location", "referer", "origin");

    private final Consumer<String> sink;
    private final BooleanSupplier wanted;
    private final Set<String> shown;

    /** Writes to a sink, which bounds what it keeps. */
    public TraceListener(Consumer<String> sink) {
        this(sink, () -> true, Set.of());
    }

    private TraceListener(Consumer<String> sink, BooleanSupplier wanted, Set<String> shown) {
        this.sink = sink;
        this.wanted = wanted;
        this.shown = shown;
    }

    /** Writes to the log of this class, at TRACE. */
    public static TraceListener toLog() {
        return new TraceListener(log::trace, log::isTraceEnabled, Set.of());
    }

    /** Shows the values of further header fields, query parameters, form fields and cookies, whatever their case. */
    public TraceListener showing(String... names) {
        Set<String> all = new HashSet<>(shown);
        Arrays.stream(names).map(TraceListener::lower).forEach(all::add);
        return new TraceListener(sink, wanted, Set.copyOf(all));
    }

    @Override
    public void requestStarted(Chain chain, HttpRequest request) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        StringBuilder text = new StringBuilder(chain.name());
        text.append("\n> ").append(request.method()).append(' ').append(address(request.uri()));
        fields(text, "\n> ", request.headers());
        String body = body(request);
        if (!body.isEmpty()) {
            text.append("\n>\n> ").append(body);
        }
        sink.accept(text.toString());
    }

    @Override
    public void redirected(Chain chain, HttpRequest from, HttpRequest to) {
        if (wanted.getAsBoolean()) {
            sink.accept(chain.name() + "\n< redirected to " + address(to.uri()));
        }
    }

    @Override
    public void exchangeEnded(Chain chain, HttpRequest request, HttpResponse response, Duration took) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        StringBuilder text = new StringBuilder(chain.name());
        text.append("\n< ").append(response.status()).append(" after ").append(took.toMillis());
        text.append(" ms");
        fields(text, "\n< ", response.headers());
        sink.accept(
                text.append("\n<\n< ").append(response.size()).append(" bytes").toString());
    }

    @Override
    public void exchangeFailed(Chain chain, HttpRequest request, HttpStreamException failure) {
        if (wanted.getAsBoolean()) {
            sink.accept(chain.name() + "\n< no answer: " + failure.getMessage());
        }
    }

    private void fields(StringBuilder to, String lead, List<Map.Entry<String, String>> fields) {
        for (Map.Entry<String, String> field : fields) {
            to.append(lead).append(field.getKey()).append(": ").append(value(field.getKey(), field.getValue()));
        }
    }

    private String value(String name, String value) {
        String lower = lower(name);
        if (HARMLESS.contains(lower) || shown.contains(lower)) {
            return value;
        }
        if (ADDRESSES.contains(lower)) {
            return address(value);
        }
        return switch (lower) {
            case "cookie" -> pairs(value, "; ");
            case "set-cookie" -> {
                int end = value.indexOf(';');
                yield pair(end < 0 ? value : value.substring(0, end)) + (end < 0 ? "" : value.substring(end));
            }
            default -> MASK;
        };
    }

    private String address(URI uri) {
        return address(uri.toString());
    }

    /** An address, whole or not, as a server may have written it. */
    private String address(String text) {
        int fragment = text.indexOf('#');
        String address = fragment < 0 ? text : text.substring(0, fragment);
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        int authority = path.indexOf("//");
        int at = path.indexOf('@', Math.max(authority, 0));
        if (at >= 0) {
            path = MASK + path.substring(at); // Whoever writes a password there means it to be one.
        }
        path = PATH_PARAMETER.matcher(path).replaceAll(parameter -> {
            String name = parameter.group(1);
            return ";" + (name == null ? "" : Matcher.quoteReplacement(name)) + MASK;
        });
        return query < 0 ? path : path + '?' + pairs(address.substring(query + 1), "&");
    }

    private String body(HttpRequest request) {
        int length = request.body().bytes().length;
        String type = request.headers().stream()
                .filter(field -> field.getKey().equalsIgnoreCase("Content-Type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        if (request.body().source() != null) {
            return "a body that is streamed";
        }
        if (length == 0 || !lower(type).startsWith("application/x-www-form-urlencoded")) {
            return length == 0 ? "" : length + " bytes";
        }
        String form = pairs(new String(request.body().bytes(), StandardCharsets.US_ASCII), "&");
        return form.length() <= MAX_FORM_CHARS ? form : form.substring(0, MAX_FORM_CHARS) + "…";
    }

    private String pairs(String text, String separator) {
        StringBuilder masked = new StringBuilder();
        for (String pair : text.split(Pattern.quote(separator.strip()), -1)) {
            masked.append(masked.isEmpty() ? "" : separator).append(pair(pair.strip()));
        }
        return masked.toString();
    }

    /** {@code name=value} without the value; what has no name may be a value itself. */
    private String pair(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return pair.isEmpty() ? "" : MASK;
        }
        String name = pair.substring(0, equals);
        return shown.contains(lower(name)) ? pair : name + "=" + MASK;
    }

    private static String lower(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
