package dev.rookery.host.guard;

import java.io.InputStream;
import java.io.PrintStream;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * What all code of a JVM shares and a plugin must leave alone: default locale and time zone, the standard streams, the
 * system properties as a whole, the security providers, the default handler of uncaught exceptions. Remembers them,
 * finds out what has been changed and puts it back. Any thread.
 */
@SuppressWarnings("ReferenceEquality") // Properties that say the same are another object all the same.
public final class SharedState {

    private final Locale locale = Locale.getDefault();
    private final Locale display = Locale.getDefault(Locale.Category.DISPLAY);
    private final Locale format = Locale.getDefault(Locale.Category.FORMAT);
    private final TimeZone zone = TimeZone.getDefault();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final InputStream in = System.in;
    private final Properties properties = System.getProperties();
    private final List<Provider> providers = List.of(Security.getProviders());
    private final Thread.@Nullable UncaughtExceptionHandler uncaught = Thread.getDefaultUncaughtExceptionHandler();

    private SharedState() {}

    /** Remembers all of it as it is now. */
    public static SharedState remember() {
        return new SharedState();
    }

    /**
     * Whether something has been changed, looked at so quickly that it can be done after every call. The time zone and
     * the security providers are left out, since the JVM copies them for everybody who asks.
     */
    public boolean isChanged() {
        return System.out != out
                || System.err != err
                || System.in != in
                || System.getProperties() != properties
                || Thread.getDefaultUncaughtExceptionHandler() != uncaught
                || !Locale.getDefault().equals(locale)
                || !Locale.getDefault(Locale.Category.DISPLAY).equals(display)
                || !Locale.getDefault(Locale.Category.FORMAT).equals(format);
    }

    /**
     * Puts back what has been changed.
     *
     * @return what that was, in words for the operator; empty if nothing was
     */
    public synchronized List<String> restore() {
        List<String> changed = new ArrayList<>();
        if (!Locale.getDefault().equals(locale)
                || !Locale.getDefault(Locale.Category.DISPLAY).equals(display)
                || !Locale.getDefault(Locale.Category.FORMAT).equals(format)) {
            changed.add("default locale " + Locale.getDefault(Locale.Category.FORMAT));
            Locale.setDefault(locale);
            Locale.setDefault(Locale.Category.DISPLAY, display);
            Locale.setDefault(Locale.Category.FORMAT, format);
        }
        if (!TimeZone.getDefault().equals(zone)) {
            changed.add("default time zone " + TimeZone.getDefault().getID());
            TimeZone.setDefault(zone);
        }
        if (System.out != out) {
            changed.add("System.out");
            System.setOut(out);
        }
        if (System.err != err) {
            changed.add("System.err");
            System.setErr(err);
        }
        if (System.in != in) {
            changed.add("System.in");
            System.setIn(in);
        }
        if (System.getProperties() != properties) {
            changed.add("system properties");
            System.setProperties(properties);
        }
        restoreProviders(changed);
        if (Thread.getDefaultUncaughtExceptionHandler() != uncaught) {
            changed.add("default handler of uncaught exceptions");
            Thread.setDefaultUncaughtExceptionHandler(uncaught);
        }
        return changed;
    }

    /**
     * Those that a plugin has added stay, since it may need them, but behind the others: the first that has something
     * is asked for it, also by the host.
     */
    private void restoreProviders(List<String> changed) {
        boolean disorder = false;
        for (int i = 0; i < providers.size(); i++) {
            Provider provider = providers.get(i);
            Provider[] now = Security.getProviders();
            if (i >= now.length || now[i] != provider) {
                if (Security.getProvider(provider.getName()) == null) {
                    changed.add("security provider " + provider.getName());
                } else {
                    disorder = true;
                    Security.removeProvider(provider.getName());
                }
                Security.insertProviderAt(provider, i + 1);
            }
        }
        if (disorder) {
            changed.add("order of the security providers");
        }
    }
}
