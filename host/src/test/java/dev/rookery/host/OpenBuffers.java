package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Netty's leak detector in the tests (the build names it, see the configuration of Surefire). While somebody watches,
 * it knows every buffer that was made meanwhile and is not released yet: not by chance and after a garbage collection,
 * as Netty's own does, but at once.
 */
public final class OpenBuffers<T> extends ResourceLeakDetector<T> {

    private static final Set<Tracker<?>> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile boolean watching;

    /** Called by Netty. */
    public OpenBuffers(Class<?> resource, int samplingInterval) {
        super(resource, samplingInterval);
    }

    /** Begins to watch, with none open; fails if Netty does not ask this detector. */
    public static void watch() {
        OPEN.clear();
        watching = true;
        var probe = ByteBufAllocator.DEFAULT.buffer(1);
        List<Throwable> found = open();
        probe.release();
        assertThat(found)
                .as("what a leaked buffer looks like (is io.netty.customResourceLeakDetector set?)")
                .hasSize(1);
        assertThat(open()).isEmpty();
    }

    /** Where the buffers were made that are open. */
    public static List<Throwable> open() {
        return OPEN.stream().map(open -> open.made).toList();
    }

    /** Ends to watch; what is open is forgotten. */
    public static void stop() {
        watching = false;
        OPEN.clear();
    }

    @Override
    public @Nullable ResourceLeakTracker<T> track(T resource) {
        return watching ? new Tracker<>() : null;
    }

    @Override
    public @Nullable ResourceLeakTracker<T> trackForcibly(T resource) {
        return track(resource);
    }

    /** Where it was made is enough: who touched it is not recorded. */
    @Override
    public boolean isRecordEnabled() {
        return false;
    }

    private static final class Tracker<T> implements ResourceLeakTracker<T> {

        private final Throwable made =
                new Throwable("made on " + Thread.currentThread().getName());

        Tracker() {
            OPEN.add(this);
        }

        @Override
        public void record() {}

        @Override
        public void record(Object hint) {}

        @Override
        public boolean close(T resource) {
            return OPEN.remove(this);
        }
    }
}
