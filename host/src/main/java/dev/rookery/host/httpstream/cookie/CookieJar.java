package dev.rookery.host.httpstream.cookie;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one account, for all hosts (RFC 6265bis). Used on the event loop only, save for being made: the first
 * jar of a process reads the public suffixes from a file.
 *
 * <p>Which cookies belong to a request is told by the address it names, also when an endpoint is spoken to in place of
 * its host, and an https address counts as secure even then. A cookie is known by name, domain, path and whether it is
 * for one host: {@code p_skey} of {@code qq.com} may expire in the same response that sets {@code p_skey} of
 * {@code web2.qq.com} (seen in check_sig's answer of April 2017).
 *
 * <p>Refused are cookies for foreign domains and for public suffixes ({@code com}, {@code com.cn}, {@code github.io});
 * a host that is a public suffix itself sets them for itself alone. An http address can neither set Secure cookies nor
 * replace, delete or shadow those that an https address set. {@code __Secure-} and {@code __Host-} hold what they say.
 *
 * <p>What differs from a browser: {@code SameSite} is read over, since an account has no pages of strangers that could
 * ask on its behalf: each of its requests is its own, which is what a browser calls same-site, and all values mean the
 * same. So is {@code HttpOnly}, there being no scripts. A cookie without a name is refused.
 *
 * <p>Bounds: {@link #MAX_COOKIE_CHARS}, {@link #MAX_ATTRIBUTE_CHARS}, {@link #MAX_LIFETIME}, {@link #MAX_PER_DOMAIN},
 * {@link #MAX_COOKIES}. A jar lives as long as its stream; what it holds can be {@linkplain #save saved} and
 * {@linkplain #load loaded} into the next one.
 */
public final class CookieJar {

    /** The longest name and value together; a longer cookie is ignored (RFC 6265bis part 5.6). */
    public static final int MAX_COOKIE_CHARS = 4096;

    /** The longest value of an attribute; a longer one counts as not given (RFC 6265bis part 5.6). */
    public static final int MAX_ATTRIBUTE_CHARS = 1024;

    /** The longest life; a cookie that is to last longer ends then (RFC 6265bis part 5.5). */
    public static final Duration MAX_LIFETIME = Duration.ofDays(400);

    /**
     * Cookies of one domain; beyond, the one created first is dropped, Secure ones last (RFC 6265bis part 6.1 asks for
     * 50).
     */
    public static final int MAX_PER_DOMAIN = 100;

    /** Cookies in all; beyond, the one created first is dropped. */
    public static final int MAX_COOKIES = 1000;

    /** In order of creation: a cookie that is set again keeps its place, as RFC 6265bis part 5.7 wants it. */
    private final List<Cookie> cookies = new ArrayList<>();

    private final HeaderMemo headers = new HeaderMemo();
    private final InstantSource clock;

    /** An empty jar. */
    public CookieJar() {
        this(InstantSource.system());
    }

    CookieJar(InstantSource clock) {
        this.clock = clock;
        PublicSuffixList.mozilla(); // Reads a file the first time, which the loop must not do.
    }

    /**
     * The value of a cookie that would be sent to the address; the one that would be sent first if there are several.
     */
    public Optional<String> value(URI uri, String name) {
        return matching(Address.of(uri)).stream()
                .filter(c -> c.name().equals(name))
                .map(Cookie::value)
                .findFirst();
    }

    /** The value of a cookie that was set for exactly this domain, on whatever path. */
    public Optional<String> value(String domain, String name) {
        String wanted = domain.toLowerCase(Locale.ROOT);
        dropExpired();
        return cookies.stream()
                .filter(c -> c.domain().equals(wanted) && c.name().equals(name))
                .map(Cookie::value)
                .findFirst();
    }

    /**
     * Does what a Set-Cookie field in a response from the address would do: sets, replaces or deletes a cookie, or
     * nothing if the field is malformed or the address may not set it.
     *
     * @param setCookie as in {@code skey=@Z86pBPzDt; PATH=/; DOMAIN=qq.com;}
     */
    public void set(URI uri, String setCookie) {
        Address from = Address.of(uri);
        Cookie cookie = Cookie.parse(from, setCookie, clock.millis());
        if (cookie != null && (from.secure() || !shadowsSecureOne(cookie))) {
            put(cookie);
        }
    }

    /** Forgets everything. */
    public void clear() {
        cookies.clear();
        headers.clear();
    }

    /**
     * All cookies, also those that end with the session, as lines of the cookies.txt of Netscape and curl, oldest
     * first. They are secret.
     */
    public List<String> save() {
        dropExpired();
        return cookies.stream().map(Cookie::toLine).toList();
    }

    /**
     * Takes saved cookies as if they had been set in this order.
     *
     * @param lines as {@link #save} gave them; malformed, expired, overlong and unlawful ones are left out
     */
    public void load(List<String> lines) {
        for (String line : lines) {
            Cookie cookie = Cookie.ofLine(line);
            if (cookie != null) {
                put(cookie);
            }
        }
    }

    /**
     * The Cookie field for a request to the address: longer paths first, then in order of creation; null for none.
     * Costs nothing as long as no cookie changes or expires, see {@link HeaderMemo}.
     */
    public @Nullable String header(URI uri) {
        HeaderMemo.Entry known = headers.find(uri, clock.millis());
        if (known == null) {
            known = build(uri);
            headers.add(known);
        }
        return known.text();
    }

    /** Takes what a response from the address sets. */
    public void store(URI uri, List<String> setCookies) {
        setCookies.forEach(field -> set(uri, field));
    }

    private HeaderMemo.Entry build(URI uri) {
        Address to = Address.of(uri);
        StringBuilder text = new StringBuilder();
        long until = Cookie.SESSION;
        for (Cookie cookie : matching(to)) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(cookie.name())
                    .append('=')
                    .append(cookie.value());
            until = Math.min(until, cookie.expires());
        }
        boolean forAllPaths = cookies.stream()
                .noneMatch(c -> c.isForHost(to.host()) && !c.path().equals("/"));
        return new HeaderMemo.Entry(
                uri.getHost(),
                forAllPaths ? null : to.path(),
                to.secure(),
                text.isEmpty() ? null : text.toString(),
                until);
    }

    private void put(Cookie cookie) {
        int at = 0;
        while (at < cookies.size() && !cookie.takesThePlaceOf(cookies.get(at))) {
            at++;
        }
        if (cookie.isExpired(clock.millis())) {
            if (at < cookies.size()) {
                cookies.remove(at);
                headers.clear();
            }
        } else if (at < cookies.size()) {
            Cookie old = cookies.set(at, cookie);
            if (!isSentAlike(old, cookie)) {
                headers.clear();
            }
        } else {
            cookies.add(cookie);
            headers.clear();
            makeRoom(cookie.domain());
        }
    }

    /** Servers repeat themselves: a cookie that lasts longer than it did, and else is the same, changes no header. */
    private static boolean isSentAlike(Cookie old, Cookie cookie) {
        return old.value().equals(cookie.value())
                && old.secure() == cookie.secure()
                && old.expires() <= cookie.expires();
    }

    private boolean shadowsSecureOne(Cookie cookie) {
        dropExpired();
        return cookies.stream().anyMatch(c -> c.secure() && cookie.shadows(c));
    }

    private List<Cookie> matching(Address to) {
        dropExpired();
        // The sort is stable, so cookies with paths of one length stay in order of creation.
        return cookies.stream()
                .filter(c -> c.isFor(to))
                .sorted(Comparator.comparingInt(c -> -c.path().length()))
                .toList();
    }

    private void dropExpired() {
        long now = clock.millis();
        cookies.removeIf(c -> c.isExpired(now));
    }

    private void makeRoom(String domain) {
        dropExpired();
        if (cookies.stream().filter(c -> c.domain().equals(domain)).count() > MAX_PER_DOMAIN
                && !dropFirst(c -> c.domain().equals(domain) && !c.secure())) {
            dropFirst(c -> c.domain().equals(domain));
        }
        if (cookies.size() > MAX_COOKIES) {
            dropFirst(c -> true);
        }
    }

    private boolean dropFirst(Predicate<Cookie> which) {
        for (int i = 0; i < cookies.size(); i++) {
            if (which.test(cookies.get(i))) {
                cookies.remove(i);
                return true;
            }
        }
        return false;
    }
}
