package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

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
