package dev.rookery.host.httpstream.cookie;

import org.jspecify.annotations.Nullable;

/**
 * One cookie as RFC 6265bis part 5.7 stores it.
 *
 * @param name case-sensitive, not empty
 * @param value may be empty, as ptwebqq's was in 2018
 * @param domain lower case, without a leading dot
 * @param hostOnly whether it goes to that host alone, not to its subdomains
 * @param path where it begins to apply
 * @param secure whether it goes to https and wss addresses only
 * @param expires when it ends, in milliseconds since 1970; {@link #SESSION} for the end of the session
 */
record Cookie(String name, String value, String domain, boolean hostOnly, String path, boolean secure, long expires) {

    /** The end of a cookie that lasts as long as its jar. */
    static final long SESSION = Long.MAX_VALUE;

    /**
     * Shares the words that ten thousand jars have in common; only the values differ. The pool is the JVM's, which
     * forgets what nobody uses.
     */
    Cookie {
        name = name.intern();
        domain = domain.intern();
        path = path.intern();
    }

    /**
     * Reads a Set-Cookie field the forgiving way of RFC 6265bis part 5.6; never throws.
     *
     * @param now in milliseconds since 1970
     * @return null if there is no cookie in it, or none that this address may set
     */
    static @Nullable Cookie parse(Address from, String field, long now) {
        String[] parts = field.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 0 || !isClean(field)) {
            return null;
        }
        CookieAttributes attributes = CookieAttributes.read(parts, from, now);
        String domain = attributes.domain();
        if (!domain.isEmpty() && PublicSuffixList.mozilla().isPublicSuffix(domain)) {
            if (!domain.equals(from.host())) {
                return null;
            }
            domain = ""; // What is a host of its own may name itself: that means the same as naming nobody.
        }
        if (!domain.isEmpty() && !Address.isWithin(from.host(), domain)) {
            return null;
        }
        Cookie cookie = new Cookie(
                parts[0].substring(0, equals).strip(),
                parts[0].substring(equals + 1).strip(),
                domain.isEmpty() ? from.host() : domain,
                domain.isEmpty(),
                attributes.path(),
                attributes.secure(),
                attributes.ends());
        boolean mayBeSet =
                (from.secure() || !cookie.secure) && (attributes.namesPath() || !cookie.hasPrefix("__Host-"));
        return mayBeSet && cookie.isSound() ? cookie : null;
    }

    /**
     * Reads a line of {@link #toLine}.
     *
     * @return null if it is malformed, breaks a bound or is for a whole public suffix
     */
    static @Nullable Cookie ofLine(String line) {
        String[] fields = line.split("\t", 7);
        if (fields.length != 7 || !fields[4].matches("[0-9]{1,15}") || !isClean(line) || line.indexOf(';') >= 0) {
            return null;
        }
        String domain = fields[0];
        boolean hostOnly = fields[1].equals("FALSE");
        if (domain.isEmpty()
                || !fields[2].startsWith("/")
                || !(hostOnly || !PublicSuffixList.mozilla().isPublicSuffix(domain))) {
            return null;
        }
        long expires = Long.parseLong(fields[4]);
        Cookie cookie = new Cookie(
                fields[5],
                fields[6],
                domain,
                hostOnly,
                fields[2],
                fields[3].equals("TRUE"),
                expires == 0 ? SESSION : expires * 1000);
        return cookie.isSound() ? cookie : null;
    }

    /**
     * The cookie as a line of cookies.txt: domain, whether it goes to subdomains, path, secure, end in seconds (0 for
     * the end of the session), name, value.
     */
    String toLine() {
        return String.join(
                "\t",
                domain,
                hostOnly ? "FALSE" : "TRUE",
                path,
                secure ? "TRUE" : "FALSE",
                expires == SESSION ? "0" : Long.toString(expires / 1000),
                name,
                value);
    }

    boolean isForHost(String host) {
        return hostOnly ? host.equals(domain) : Address.isWithin(host, domain);
    }

    boolean isFor(Address to) {
        return isForHost(to.host()) && Address.isBelow(to.path(), path) && (!secure || to.secure());
    }

    boolean isExpired(long now) {
        return expires <= now;
    }

    /** Whether the two cannot be in a jar at once. */
    boolean takesThePlaceOf(Cookie other) {
        return name.equals(other.name)
                && domain.equals(other.domain)
                && path.equals(other.path)
                && hostOnly == other.hostOnly;
    }

    /** Whether a server that is asked could take this one for the other (RFC 6265bis part 5.7, "secure-only-flag"). */
    boolean shadows(Cookie other) {
        return name.equals(other.name)
                && (Address.isWithin(domain, other.domain) || Address.isWithin(other.domain, domain))
                && Address.isBelow(path, other.path);
    }

    /** Without the value, which is a secret more often than not. */
    @Override
    public String toString() {
        return name + "; domain=" + domain + "; path=" + path;
    }

    /** Whether it keeps within the bounds and is what its name says (RFC 6265bis part 4.1.3). */
    private boolean isSound() {
        // A tab is allowed in values alone: elsewhere it would break the line that a cookie is saved as.
        boolean whole = !name.isEmpty() && name.indexOf('\t') < 0 && path.indexOf('\t') < 0;
        return whole
                && name.length() + value.length() <= CookieJar.MAX_COOKIE_CHARS
                && (secure || !hasPrefix("__Secure-"))
                && ((secure && hostOnly && path.equals("/")) || !hasPrefix("__Host-"));
    }

    /** In any case, since there are servers that do not mind the case. */
    private boolean hasPrefix(String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** Whether there is neither a control character other than the tab in it nor what no field can carry. */
    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
                return false;
            }
        }
        return true;
    }
}
