package dev.rookery.host.plugin;

import dev.rookery.host.guard.LiveThreads;
import dev.rookery.host.heap.HeapSearch;
import dev.rookery.host.heap.Suspect;
import dev.rookery.host.time.Timers;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the class loaders of unloaded plugins until they are collected. A loader that is still there although the
 * garbage collector was seen to unload other classes twice since (two sentinel loaders have gone) is a leak: the
 * operator is told what holds it, by threads and by the way through the heap. Looked at every {@link #PERIOD}; when
 * nothing was collected for {@link #PATIENCE}, a collection is asked for once.
 *
 * <p>Any thread; its own work happens on a daemon thread {@code plugin-leak-watch} that ends when it is idle.
 */
final class LeakWatch {

    /** How often loaders are looked at, while there are any. */
    static final Duration PERIOD = Duration.ofSeconds(10);

    /** How long to wait for a collection before asking for one. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How often {@link #check} asks for a collection before it calls a loader leaked. */
    private static final int COLLECTIONS = 8;

    /** Of so many loaders that leaked at the same time it is looked for in the heap what holds them. */
    private static final int MOST_SEARCHED = 8;

    private static final Logger log = LoggerFactory.getLogger(LeakWatch.class);

    private static final class Watched {

        private final String id;
        private final String version;
        private final Suspect loader;
        private final Instant since;
        private WeakReference<ClassLoader> sentinel = sentinel();
        private int collections;
        private boolean asked;
        private volatile boolean told;
        private volatile List<String> heldBy = List.of();

        Watched(String id, String version, ClassLoader loader, Instant since) {
            this.id = id;
            this.version = version;
            this.loader = new Suspect(loader);
            this.since = since;
        }

        private static WeakReference<ClassLoader> sentinel() {
            return new WeakReference<>(new ForeignClass.Loader());
        }
    }

    private final Timers timers;
    private final Path directory;
    private final List<Watched> watched = new ArrayList<>();
    private final ExecutorService thread;
    private boolean ticking;
    private boolean closed;

    LeakWatch(Timers timers, Path directory) {
        this.timers = timers;
        this.directory = directory;
        ThreadPoolExecutor single =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread made = new Thread(task, "plugin-leak-watch");
                    made.setDaemon(true);
                    return made;
                });
        single.allowCoreThreadTimeOut(true);
        this.thread = single;
    }

    /** Watches the loader of a plugin that was unloaded just now. */
    synchronized void watch(PluginJar jar, ClassLoader loader) {
        watched.add(new Watched(jar.id(), jar.info().version(), loader, timers.instant()));
        if (!ticking && !closed) {
            ticking = true;
            tickLater();
        }
    }

    private void tickLater() {
        Timers.Timer unused = timers.after(PERIOD, () -> thread.execute(this::tick));
    }

    private void tick() {
        tell(current().stream().filter(this::isLeaked).toList());
        synchronized (this) {
            ticking = !closed && watched.stream().anyMatch(one -> !one.told);
            if (ticking) {
                tickLater();
            }
        }
    }

    private synchronized List<Watched> current() {
        watched.removeIf(one -> {
            if (one.loader.isGone()) {
                log.debug("nothing left behind plugin={} version={}", one.id, one.version);
            }
            return one.loader.isGone();
        });
        return List.copyOf(watched);
    }

    private boolean isLeaked(Watched one) {
        if (one.told) {
            return false;
        }
        if (one.sentinel.refersTo(null)) {
            one.collections++;
            one.sentinel = Watched.sentinel();
        }
        if (one.collections < 2 && !one.asked && timers.instant().isAfter(one.since.plus(PATIENCE))) {
            one.asked = true;
            System.gc();
        }
        return one.collections >= 2;
    }

    /** What holds them is looked for in one dump of the heap, for the first of them that is. */
    private void tell(List<Watched> leaked) {
        List<Watched> first = leaked.subList(0, Math.min(leaked.size(), MOST_SEARCHED));
        Iterator<String> found = waysTo(first).iterator();
        for (Watched one : leaked) {
            List<String> heldBy = threadsOf(one);
            heldBy.add(
                    found.hasNext()
                            ? found.next()
                            : "not looked for in the heap (" + MOST_SEARCHED + " others were, at the same time)");
            one.heldBy = List.copyOf(heldBy);
            one.told = true;
            if (!one.loader.isGone()) {
                log.warn(
                        "plugin was unloaded but stays in memory plugin={} version={} held-by=\"{}\"",
                        one.id,
                        one.version,
                        String.join("; ", one.heldBy));
            }
        }
    }

    private static List<String> threadsOf(Watched one) {
        List<String> found = new ArrayList<>();
        for (Thread thread : LiveThreads.all()) {
            if (one.loader.refersTo(LiveThreads.loaderOf(thread))) {
                found.add("thread " + thread.getName() + PluginThreads.where(LiveThreads.stackOf(thread)));
            }
        }
        return found;
    }

    private List<String> waysTo(List<Watched> leaked) {
        if (leaked.isEmpty()) {
            return List.of();
        }
        try {
            return HeapSearch.whatHolds(leaked.stream().map(one -> one.loader).toList(), directory).stream()
                    .map(way -> way.isEmpty() ? "no strong reference found in the heap" : String.join(" -> ", way))
                    .toList();
        } catch (IOException e) {
            return Collections.nCopies(leaked.size(), "the heap was not looked into: " + e.getMessage());
        }
    }

    /** The leaks that were told. */
    synchronized List<PluginLeak> leaks() {
        return watched.stream()
                .filter(one -> one.told && !one.loader.isGone())
                .map(one -> new PluginLeak(one.id, one.version, one.since, one.heldBy))
                .toList();
    }

    /**
     * Asks for collections until all loaders are gone, a few at the most, and then what holds the others.
     *
     * @return the leaks; empty if nothing was left behind
     */
    CompletionStage<List<PluginLeak>> check() {
        CompletableFuture<List<PluginLeak>> checked = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                collect();
                tell(current().stream().filter(one -> !one.told).toList());
                checked.complete(leaks());
            } catch (InterruptedException | RuntimeException e) {
                checked.completeExceptionally(e);
            }
        });
        return checked;
    }

    /** Completes when what was due before has been looked at. */
    CompletionStage<Void> settled() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        thread.execute(() -> settled.complete(null));
        return settled;
    }

    private void collect() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS && current().stream().anyMatch(one -> !one.told); i++) {
            ReferenceQueue<Object> collected = new ReferenceQueue<>();
            WeakReference<Object> sentinel = new WeakReference<>(new ForeignClass.Loader(), collected);
            System.gc();
            if (collected.remove(1_000) == sentinel) {
                log.trace("a collection was seen");
            }
        }
    }

    /** Looks no more by itself; {@link #check} goes on to answer. */
    synchronized void close() {
        closed = true;
    }
}
