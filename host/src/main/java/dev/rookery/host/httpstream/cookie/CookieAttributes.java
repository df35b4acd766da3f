package dev.rookery.host.httpstream.cookie;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What follows the value in a Set-Cookie field. Unknown, empty and malformed attributes are skipped, and so is one
 * whose value is longer than {@link CookieJar#MAX_ATTRIBUTE_CHARS}; of repeated ones the last holds.
 */
final class CookieAttributes {

    private static final Pattern SECONDS = Pattern.compile("-?[0-9]+");

    private final long now;
    private final String folder;
    private @Nullable String path;
    private String domain = "";
    private boolean secure;
    private @Nullable Long expires;
    private @Nullable Long maxAge;

    private CookieAttributes(Address from, long now) {
        this.now = now;
        this.folder = from.folder();
    }

    /** Reads the parts of a field after the first one, which holds name and value. */
    static CookieAttributes read(String[] parts, Address from, long now) {
        CookieAttributes attributes = new CookieAttributes(from, now);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            String value = equals < 0 ? "" : parts[i].substring(equals + 1).strip();
            if (value.length() <= CookieJar.MAX_ATTRIBUTE_CHARS) {
                attributes.take(name.strip().toLowerCase(Locale.ROOT), value);
            }
        }
        return attributes;
    }

    private void take(String name, String value) {
        switch (name) {
            case "domain" -> domain = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
            case "path" -> path = value.startsWith("/") ? value : folder;
            case "secure" -> secure = true;
            case "expires" -> {
                Instant date = CookieDate.parse(value);
                expires = date == null ? expires : Long.valueOf(date.toEpochMilli());
            }
            case "max-age" -> maxAge = SECONDS.matcher(value).matches() ? Long.valueOf(after(value)) : maxAge;
            default -> {} // SameSite and HttpOnly among them: see CookieJar.
        }
    }

    /** The domain in lower case, without a leading dot; empty if none is named. */
    String domain() {
        return domain;
    }

    String path() {
        return path == null ? folder : path;
    }

    boolean namesPath() {
        return path != null;
    }

    boolean secure() {
        return secure;
    }

    /** When the cookie ends, in milliseconds since 1970: Max-Age rules over Expires, and nothing lasts for good. */
    long ends() {
        if (maxAge != null) {
            return bounded(maxAge);
        }
        return expires == null ? Cookie.SESSION : bounded(expires);
    }

    private long bounded(long end) {
        return Math.min(end, now + CookieJar.MAX_LIFETIME.toMillis());
    }

    private long after(String seconds) {
        if (seconds.startsWith("-")) {
            return Long.MIN_VALUE;
        }
        // Nine digits are thirty years, more than the longest life.
        return seconds.length() > 9 ? Long.MAX_VALUE : now + Long.parseLong(seconds) * 1000;
    }
}
