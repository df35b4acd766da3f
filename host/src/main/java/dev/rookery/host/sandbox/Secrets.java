package dev.rookery.host.sandbox;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what must not be read over somebody's shoulder: tokens and hashes, known by their names, and whatever looks
 * like one. Of a long one the first {@value #SHOWN} characters stay, to tell it from others.
 */
final class Secrets {

    private static final int SHOWN = 4;

    /** What is shorter is not shown at all, since four characters would be too much of it. */
    private static final int SHORT = 16;

    private static final Set<String> NAMES = Set.of(
            "p",
            "pwd",
            "password",
            "psessionid",
            "ptwebqq",
            "vfwebqq",
            "hash",
            "login_sig",
            "qrsig",
            "ptqrtoken",
            "ptsigx",
            "skey",
            "p_skey",
            "superkey",
            "supertoken",
            "pt4_token",
            "pt4_hkey",
            "pt4_ptcz",
            "ptcz",
            "rk",
            "auth_token",
            "bkn",
            "g_tk",
            "gtk",
            "csrf_token",
            "verifycode",
            "verifysession",
            "ptvfsession",
            "pt_verifysession_v1",
            "cap_cd",
            "sig",
            "key",
            "gface_key",
            "gface_sig",
            "passwd_sig",
            "cookie",
            "token");

    private static final Pattern JSON_FIELD =
            Pattern.compile("(\"(?:" + String.join("|", NAMES) + ")\"\\s*:\\s*\")([^\"]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER = Pattern.compile(
            "(?<![\\w-])((?:" + String.join("|", NAMES) + ")=)([^&;'\"\\s]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("()([\\w@*-]{32,})");

    private Secrets() {}

    /** The value of a parameter. */
    static String mask(String name, String value) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT)) ? clip(value) : mask(value);
    }

    /** A text in which tokens may occur: JSON, an address, a call of a login script. */
    static String mask(String text) {
        return mask(LOOKS_LIKE_ONE, mask(PARAMETER, mask(JSON_FIELD, text)));
    }

    private static String mask(Pattern secrets, String text) {
        Matcher found = secrets.matcher(text);
        return found.replaceAll(secret -> Matcher.quoteReplacement(secret.group(1) + clip(secret.group(2))));
    }

    private static String clip(String secret) {
        if (secret.isEmpty() || secret.endsWith("…")) {
            return secret;
        }
        return secret.length() < SHORT ? "…" : secret.substring(0, SHOWN) + "…";
    }
}
