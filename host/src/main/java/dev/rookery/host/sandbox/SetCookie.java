package dev.rookery.host.sandbox;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The values of {@code Set-Cookie} fields as Tencent wrote them: in capitals, the domain without a leading dot, never
 * {@code Secure}, since clients mix http and https.
 */
final class SetCookie {

    static final String QQ = "qq.com";
    static final String WEB2 = "web2.qq.com";
    static final String PTLOGIN = "ptlogin2.qq.com";

    /** The date format of the cookies of that time. */
    static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd-MMM-yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private static final String LONG_AGO = "EXPIRES=Fri, 02-Jan-1970 00:00:00 GMT; ";

    private SetCookie() {}

    static String of(String name, String value, String domain) {
        return name + "=" + value + "; PATH=/; DOMAIN=" + domain + ";";
    }

    /** One of qq.com that outlives the browser. */
    static String lasting(String name, String value) {
        String expires = DATE.format(ZonedDateTime.now(ZoneOffset.UTC).plusYears(10));
        return name + "=" + value + "; EXPIRES=" + expires + "; PATH=/; DOMAIN=" + QQ + ";";
    }

    /** Takes one of qq.com away. */
    static String deletion(String name) {
        return name + "=; " + LONG_AGO + "PATH=/; DOMAIN=" + QQ + ";";
    }
}
