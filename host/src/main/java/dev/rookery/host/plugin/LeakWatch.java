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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the class loaders of unloaded plugins until they are collected. A loader that is still there although the
 * garbage collector was seen to unload other classes twice since (two sentinel loaders have gone) is a leak: the
 * operator is told what holds it, by threads and by the way through the heap. One that only soft references hold is
 * none: the JVM clears them when memory gets short. Looked at every {@link #PERIOD}; after {@link #PATIENCE}
 * collections are asked for until two were seen, {@value #MOST_ASKED} times at most.
 *
 * <p>Any thread; its own work happens on a daemon thread {@code plugin-leak-watch} that ends when it is idle.
 */
final class LeakWatch {

    /** How often loaders are looked at, while there are any. */
    static final Duration PERIOD = Duration.ofSeconds(10);

    /** How long to wait for collections before asking for them. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** After so many collections a loader ought to be gone: the first may have begun before it was let go. */
    private static final int ENOUGH = 2;

    /**
     * How often a collection is asked for; a JVM that heeds none ({@code -XX:+DisableExplicitGC}) does so in its time.
     */
    private static final int MOST_ASKED = 4;

    /** How often {@link #check} asks for a collection before it calls a loader leaked. */
    private static final int COLLECTIONS = 8;

    /** How long {@link #check} waits, between one collection and the next, for what nothing lasting holds. */
    private static final List<Duration> PAUSES =
            Stream.of(100, 200, 400, 800, 1_600).map(Duration::ofMillis).toList();

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
        private int asked;
        /** Whether it was found out what holds it. */
        private volatile boolean judged;

        private volatile boolean leaked;
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
        List<Watched> open = unjudged();
        open.forEach(LeakWatch::count);
        judge(open.stream().filter(one -> one.collections >= ENOUGH).toList(), true);
        if (open.stream().anyMatch(this::asks)) {
            System.gc();
        }
        synchronized (this) {
            ticking = !closed && watched.stream().anyMatch(one -> !one.judged);
            if (ticking) {
                tickLater();
            }
        }
    }

    private static void count(Watched one) {
        if (one.sentinel.refersTo(null)) {
            one.collections++;
            one.sentinel = Watched.sentinel();
        }
    }

    /** Whether it is time to ask for a collection on its account. */
    private boolean asks(Watched one) {
        boolean asks = one.collections < ENOUGH
                && one.asked < MOST_ASKED
                && timers.instant().isAfter(one.since.plus(PATIENCE));
        one.asked += asks ? 1 : 0;
        return asks;
    }

    private List<Watched> unjudged() {
        return current().stream().filter(one -> !one.judged).toList();
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

    /**
     * What holds them is looked for in one dump of the heap, for the first of them that is.
     *
     * @param atLast whether those are judged as well that nothing lasting holds
     */
    private void judge(List<Watched> suspects, boolean atLast) {
        List<Watched> first = suspects.subList(0, Math.min(suspects.size(), MOST_SEARCHED));
        Iterator<HeapSearch.Hold> found = whatHolds(first).iterator();
        for (Watched one : suspects) {
            HeapSearch.Hold hold = found.hasNext()
                    ? found.next()
                    : unknown("not looked for in the heap (" + MOST_SEARCHED + " others were, at the same time)");
            List<String> heldBy = threadsOf(one);
            if (hold.passing() && !hold.softly() && heldBy.isEmpty() && !atLast) {
                continue;
            }
            heldBy.add(hold.way().isEmpty() ? "no reference found in the heap" : String.join(" -> ", hold.way()));
            one.heldBy = List.copyOf(heldBy);
            one.leaked = !hold.softly();
            one.judged = true;
            if (!one.loader.isGone()) {
                tell(one);
            }
        }
    }

    private static void tell(Watched one) {
        String heldBy = String.join("; ", one.heldBy);
        if (one.leaked) {
            log.warn(
                    "plugin was unloaded but stays in memory plugin={} version={} held-by=\"{}\"",
                    one.id,
                    one.version,
                    heldBy);
        } else {
            log.debug(
                    "plugin was unloaded and goes when memory gets short plugin={} version={} softly-held-by=\"{}\"",
                    one.id,
                    one.version,
                    heldBy);
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

    private List<HeapSearch.Hold> whatHolds(List<Watched> suspects) {
        if (suspects.isEmpty()) {
            return List.of();
        }
        try {
            return HeapSearch.whatHolds(suspects.stream().map(one -> one.loader).toList(), directory);
        } catch (IOException e) {
            return Collections.nCopies(suspects.size(), unknown("the heap was not looked into: " + e.getMessage()));
        }
    }

    private static HeapSearch.Hold unknown(String why) {
        return new HeapSearch.Hold(false, false, List.of(why));
    }

    /** The leaks that were told. */
    synchronized List<PluginLeak> leaks() {
        return watched.stream()
                .filter(one -> one.leaked && !one.loader.isGone())
                .map(one -> new PluginLeak(one.id, one.version, one.since, one.heldBy))
                .toList();
    }

    /**
     * Asks for collections until all loaders are gone, a few at the most, and then what holds the others. What nothing
     * lasting holds gets some seconds more: a thread that had to do with the plugin may not have got on since.
     *
     * @return the leaks; empty if nothing was left behind
     */
    CompletionStage<List<PluginLeak>> check() {
        CompletableFuture<List<PluginLeak>> checked = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                collect(COLLECTIONS);
                judge(unjudged(), false);
                for (Iterator<Duration> pauses = PAUSES.iterator();
                        pauses.hasNext() && !unjudged().isEmpty(); ) {
                    TimeUnit.NANOSECONDS.sleep(pauses.next().toNanos());
                    collect(1);
                }
                judge(unjudged(), true);
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

    private void collect(int times) throws InterruptedException {
        for (int i = 0; i < times && !unjudged().isEmpty(); i++) {
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
