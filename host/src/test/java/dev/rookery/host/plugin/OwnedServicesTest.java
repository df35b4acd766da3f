package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.time.ManualTimers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnedServicesTest {

    private final List<String> told = new ArrayList<>();
    private final OwnedServices services = new OwnedServices(new PluginOwner(
            new PluginInfo("x", "1.0.0", ""),
            Path.of("x"),
            getClass().getClassLoader(),
            new Owner("x", Runnable::run, Runnable::run),
            new ManualTimers(Instant.EPOCH)));

    private interface First extends AutoCloseable {
        @Override
        void close();
    }

    private interface Second extends AutoCloseable {
        @Override
        void close();
    }

    @Test
    void eachIsMadeOnceAndTheLastMadeIsClosedFirst() {
        First first = services.get(First.class, owner -> () -> told.add("first of " + owner.id()));
        services.get(Second.class, owner -> () -> told.add("second of " + owner.id()));
        assertThat(services.get(First.class, owner -> () -> told.add("another")))
                .isSameAs(first);
        services.closeAll();
        assertThat(told).containsExactly("second of x", "first of x");
    }

    @Test
    void whatCannotBeClosedIsJustForgotten() {
        assertThat(services.get(String.class, PluginOwner::id)).isEqualTo("x");
        services.closeAll();
        assertThat(told).isEmpty();
    }
}
