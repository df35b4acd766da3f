package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedStateTest {

    @Test
    void whatWasChangedIsToldAndPutBack() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        PrintStream out = System.out;
        PrintStream err = System.err;
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        SharedState state = SharedState.remember();
        assertThat(state.restore()).isEmpty();
        Locale.setDefault(Locale.forLanguageTag("tlh"));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
        assertThat(state.restore())
                .containsExactly(
                        "default locale tlh",
                        "default time zone Pacific/Kiritimati",
                        "System.out",
                        "System.err",
                        "default handler of uncaught exceptions");
        assertThat(Locale.getDefault()).isEqualTo(locale);
        assertThat(TimeZone.getDefault()).isEqualTo(zone);
        assertThat(System.out).isSameAs(out);
        assertThat(System.err).isSameAs(err);
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
    }

    @Test
    void soAreTheTerminalTheSystemPropertiesAndTheSecurityProviders() {
        InputStream in = System.in;
        Properties properties = System.getProperties();
        List<Provider> providers = List.of(Security.getProviders());
        SharedState state = SharedState.remember();
        System.setIn(InputStream.nullInputStream());
        System.setProperties(new Properties());
        providers.forEach(provider -> Security.removeProvider(provider.getName()));
        assertThat(state.isChanged()).isTrue();
        assertThat(state.restore()).contains("System.in", "system properties", "security provider SUN");
        assertThat(System.in).isSameAs(in);
        assertThat(System.getProperties()).isSameAs(properties);
        assertThat(Security.getProviders()).containsExactlyElementsOf(providers);
        assertThat(state.isChanged()).isFalse();
    }

    private static Map<String, Runnable> changes() {
        return Map.of(
                "default locale", () -> Locale.setDefault(Locale.forLanguageTag("tlh")),
                "default locale for display",
                        () -> Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag("tlh")),
                "default locale for formats",
                        () -> Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("tlh")),
                "System.out", () -> System.setOut(new PrintStream(OutputStream.nullOutputStream())),
                "System.err", () -> System.setErr(new PrintStream(OutputStream.nullOutputStream())),
                "System.in", () -> System.setIn(InputStream.nullInputStream()),
                "system properties", () -> System.setProperties(new Properties()),
                "default handler", () -> Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {}));
    }

    /** One by one, as a call into a plugin is looked at. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "default locale",
                "default locale for display",
                "default locale for formats",
                "System.out",
                "System.err",
                "System.in",
                "system properties",
                "default handler"
            })
    void eachChangeIsSeenAtOnceAndUndone(String what) {
        SharedState state = SharedState.remember();
        assertThat(state.isChanged()).isFalse();
        try {
            changes().get(what).run();
            assertThat(state.isChanged()).isTrue();
        } finally {
            assertThat(state.restore()).hasSize(1);
        }
        assertThat(state.isChanged()).isFalse();
        assertThat(state.restore()).isEmpty();
    }

    @Test
    void aSecurityProviderOfAPluginStandsBehindTheOthersAndNotInThePlaceOfOne() {
        List<Provider> providers = List.of(Security.getProviders());
        SharedState state = SharedState.remember();
        Provider first = new Foreign("Foreign");
        Security.insertProviderAt(first, 1);
        Security.removeProvider("SUN");
        Security.insertProviderAt(new Foreign("SUN"), 2);
        try {
            assertThat(state.restore()).containsExactly("order of the security providers");
            assertThat(Security.getProviders())
                    .startsWith(providers.toArray(Provider[]::new))
                    .endsWith(first);
        } finally {
            Security.removeProvider("Foreign");
        }
    }

    private static final class Foreign extends Provider {

        private static final long serialVersionUID = 1L;

        Foreign(String name) {
            super(name, "1", "of a plugin");
        }
    }
}
