package dev.rookery.host.httpstream.cookie;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one account, for all hosts (RFC 6265). Used on the event loop only.
 *
 * <p>Which cookies belong to a request is told by the address it names, also when an endpoint is spoken to in place of
 * its host, and an https address counts as secure even then. A cookie is known by name, domain and path: {@code p_skey}
 * of {@code qq.com} may expire in the same response that sets {@code p_skey} of {@code web2.qq.com} (seen in
 * check_sig's answer of April 2017). There is no list of public suffixes: only domains of one label ({@code com}) are
 * refused.
 *
 * <p>Bounds: {@link #MAX_COOKIE_CHARS}, {@link #MAX_PER_DOMAIN}, {@link #MAX_COOKIES}. A jar lives as long as its
 * stream; what it holds can be {@linkplain #save saved} and {@linkplain #load loaded} into the next one.
 */
public final class CookieJar {

    /** The longest name and value together; a longer cookie is ignored (RFC 6265 part 6.1 asks for 4096). */
    public static final int MAX_COOKIE_CHARS = 4096;

    /** Cookies of one domain; beyond, the one created first is dropped (RFC 6265 part 6.1 asks for 50). */
    public static final int MAX_PER_DOMAIN = 100;

    /** Cookies in all; beyond, the one created first is dropped. */
    public static final int MAX_COOKIES = 1000;

    private record Key(String domain, String path, String name) {}

    /** In order of creation: a cookie that is set again keeps its place, as RFC 6265 part 5.3 wants it. */
    private final Map<Key, Cookie> cookies = new LinkedHashMap<>();

    private final InstantSource clock;

    /** An empty jar. */
    public CookieJar() {
        this(InstantSource.system());
    }

    CookieJar(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The value of a cookie that would be sent to the address; the one that would be sent first if there are several.
     */
    public Optional<String> value(URI uri, String name) {
        return matching(uri)
                .filter(c -> c.name().equals(name))
                .map(Cookie::value)
                .findFirst();
    }

    /** The value of a cookie that was set for exactly this domain, on whatever path. */
    public Optional<String> value(String domain, String name) {
        String wanted = domain.toLowerCase(Locale.ROOT);
        dropExpired();
        return cookies.values().stream()
                .filter(c -> c.domain().equals(wanted) && c.name().equals(name))
                .map(Cookie::value)
                .findFirst();
    }

    /**
     * Does what a Set-Cookie field in a response from the address would do: sets, replaces or deletes a cookie, or
     * nothing if the field is malformed or speaks for a foreign domain.
     *
     * @param setCookie as in {@code skey=@Z86pBPzDt; PATH=/; DOMAIN=qq.com;}
     */
    public void set(URI uri, String setCookie) {
        Cookie cookie = Cookie.parse(uri, setCookie, clock.instant());
        if (cookie != null) {
            put(cookie);
        }
    }

    /** Forgets everything. */
    public void clear() {
        cookies.clear();
    }

    /**
     * All cookies, also those that end with the session, as lines of the cookies.txt of Netscape and curl, oldest
     * first. They are secret.
     */
    public List<String> save() {
        dropExpired();
        return cookies.values().stream().map(Cookie::toLine).toList();
    }

    /**
     * Takes saved cookies as if they had been set in this order.
     *
     * @param lines as {@link #save} gave them; malformed, expired and overlong ones are left out
     */
    public void load(List<String> lines) {
        for (String line : lines) {
            Cookie cookie = Cookie.ofLine(line);
            if (cookie != null) {
                put(cookie);
            }
        }
    }

    /** The Cookie field for a request to the address: longer paths first, then in order of creation; null for none. */
    public @Nullable String header(URI uri) {
        StringBuilder header = new StringBuilder();
        matching(uri)
                .forEach(c -> header.append(header.isEmpty() ? "" : "; ")
                        .append(c.name())
                        .append('=')
                        .append(c.value()));
        return header.isEmpty() ? null : header.toString();
    }

    /** Takes what a response from the address sets. */
    public void store(URI uri, List<String> setCookies) {
        setCookies.forEach(field -> set(uri, field));
    }

    private void put(Cookie cookie) {
        Key key = new Key(cookie.domain(), cookie.path(), cookie.name());
        if (cookie.isExpired(clock.instant())) {
            cookies.remove(key);
        } else if (cookies.put(key, cookie) == null) {
            makeRoom(cookie.domain());
        }
    }

    private Stream<Cookie> matching(URI uri) {
        dropExpired();
        // The sort is stable, so cookies with paths of one length stay in order of creation.
        return cookies.values().stream()
                .filter(c -> c.isFor(uri))
                .sorted(Comparator.comparingInt((Cookie c) -> -c.path().length()));
    }

    private void dropExpired() {
        Instant now = clock.instant();
        cookies.values().removeIf(c -> c.isExpired(now));
    }

    private void makeRoom(String domain) {
        dropExpired();
        if (cookies.values().stream().filter(c -> c.domain().equals(domain)).count() > MAX_PER_DOMAIN) {
            dropFirst(domain);
        }
        if (cookies.size() > MAX_COOKIES) {
            dropFirst(null);
        }
    }

    private void dropFirst(@Nullable String domain) {
        Iterator<Cookie> oldestFirst = cookies.values().iterator();
        while (oldestFirst.hasNext()) {
            Cookie cookie = oldestFirst.next();
            if (domain == null || cookie.domain().equals(domain)) {
                oldestFirst.remove();
                return;
            }
        }
    }
}
