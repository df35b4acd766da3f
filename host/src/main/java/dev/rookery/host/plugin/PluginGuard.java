package dev.rookery.host.plugin;

import dev.rookery.api.chat.ChatId;
import dev.rookery.host.dispatch.Sentry;
import dev.rookery.host.guard.BlackBox;
import dev.rookery.host.guard.Breaker;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.guard.Quota;
import dev.rookery.host.guard.Tally;
import dev.rookery.host.guard.Usage;
import dev.rookery.host.guard.Watch;
import dev.rookery.host.guard.Watchdog;
import dev.rookery.host.plugin.PluginThread.Visit;
import dev.rookery.host.text.Sentence;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at the border to one plugin in one of its lives: what its calls come to goes to its circuit breaker, what it
 * says to its quota, which of its threads does not let go to its pool; and what becomes of it as a whole to the plugin
 * host. Any thread.
 */
final class PluginGuard implements Sentry, Watchdog.Keeper, Breaker.Listener {

    /** What is refused outside of calls counts together for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A call that is refused so many messages has failed once more, while it still runs. */
    private static final int REFUSED_PER_FAILURE = 100;

    /** Who is refused so many messages in a call, or in a {@link #PAUSE}, is thrown out of its loop. */
    static final int MOST_REFUSED = 1_000;

    private static final Logger log = LoggerFactory.getLogger(PluginGuard.class);

    private final String plugin;
    private final Containment containment;
    private final Timers timers;
    private final Watchdog watchdog;
    private final Supervisor supervisor;
    private final Breaker breaker;
    private final Quota quota;
    private final Tally tally;
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicReference<Usage> used = new AtomicReference<>(Usage.NONE);
    private volatile Sentence whyShut = Sentence.NONE;
    private volatile Consumer<Watch> replacement = watch -> {};
    private volatile boolean over;
    private final Saturation saturation;
    private long flownNanos;
    private int flown;

    PluginGuard(String plugin, Containment containment, Supervisor supervisor) {
        this.plugin = plugin;
        this.containment = containment;
        this.timers = containment.timers();
        this.watchdog = containment.watchdog();
        this.supervisor = supervisor;
        this.breaker = new Breaker(timers, () -> limits().breaker(), this);
        this.quota = new Quota(timers, this::limits);
        this.tally = containment.tally(plugin);
        this.saturation = new Saturation(timers);
        this.flownNanos = timers.nanoTime() - PAUSE.toNanos();
    }

    /** What holds for the plugin now. */
    GuardOptions limits() {
        return containment.limits(plugin);
    }

    /** Who puts another thread in the place of one that was given up. */
    void replaceWith(Consumer<Watch> pool) {
        replacement = pool;
    }

    /** Looks after a thread of the plugin. */
    Watch watch(Thread thread) {
        return watchdog.watch(thread, this);
    }

    /** The thread ends. */
    void forget(Watch watch) {
        watchdog.forget(watch);
    }

    /** Where a thread of the plugin notes that it works. */
    BlackBox.Seat seat() {
        return containment.blackBox().seat(plugin);
    }

    /** A thread has ended and had used so much. */
    void ended(Usage usage) {
        used.accumulateAndGet(usage, Usage::plus);
    }

    /** What the threads had used that have ended. */
    Usage usage() {
        return Objects.requireNonNull(used.get(), "never null");
    }

    @Override
    public String plugin() {
        return plugin;
    }

    @Override
    public boolean admits() {
        PluginThread thread = PluginThread.current();
        // Where the first of several calls was let through to try, so are the others.
        boolean goesOn = thread != null && thread.visit() == Visit.WELL;
        return goesOn ? !breaker.isShut() : breaker.admits();
    }

    @Override
    public boolean isShut() {
        return breaker.isShut();
    }

    @Override
    public Sentence whyShut() {
        return whyShut;
    }

    @Override
    public Optional<Sentence> cutShort() {
        PluginThread thread = PluginThread.current();
        return thread != null && thread.watch().isInterrupted()
                ? Optional.of(Sentence.of("why.interrupted", limits().deadline().toSeconds()))
                : Optional.empty();
    }

    @Override
    public boolean isTrusted() {
        return breaker.state() == Breaker.State.CLOSED;
    }

    @Override
    public void enters() {
        PluginThread thread = PluginThread.current();
        if (thread != null) {
            thread.visit(Visit.BEGUN);
        }
    }

    @Override
    public void leaves() {
        PluginThread thread = PluginThread.current();
        if (thread != null) {
            boolean well = thread.visit() == Visit.WELL;
            thread.visit(Visit.NONE);
            if (well) {
                breaker.succeeded();
            }
        }
    }

    @Override
    public void begins(Object where) {
        tally.called();
        PluginThread thread = PluginThread.current();
        if (thread != null) {
            thread.begins(where);
        }
    }

    @Override
    public void ended(@Nullable Throwable thrown) {
        containment.restoreSharedAfterCall(plugin);
        PluginThread thread = PluginThread.current();
        Throwable failure = thrown;
        if (thread != null) {
            if (thread.watch().isInterrupted()) {
                tell(thread, Visit.FAILED);
                return; // it was too late, and that has been counted
            }
            failure = thrown == null ? thread.failure() : thrown;
            thread.ends();
        }
        if (failure != null) {
            tell(thread, Visit.FAILED);
            failed(1, failure.toString());
        } else if (!tell(thread, Visit.WELL)) {
            breaker.succeeded();
        }
    }

    /** Whether it is one of several calls, which count as one when all went well. */
    private static boolean tell(@Nullable PluginThread thread, Visit outcome) {
        if (thread == null || thread.visit() == Visit.NONE) {
            return false;
        }
        if (thread.visit() != Visit.FAILED) {
            thread.visit(outcome);
        }
        return true;
    }

    @Override
    public void failed(Throwable thrown) {
        PluginThread thread = PluginThread.current();
        if (thread == null || !thread.isCalled()) {
            failed(1, thrown.toString());
        } else {
            thread.fails(thrown);
        }
    }

    private void failed(int weight, String reason) {
        tally.failed();
        breaker.failed(weight, reason);
    }

    @Override
    public void missed() {
        tally.hasMissed();
        Duration most = limits().saturation();
        if (saturation.misses(most)) {
            failed(1, "too much waits for it, for more than " + most.toSeconds() + " s");
        }
    }

    /** The plugin has stopped, in this life of it. */
    void retire() {
        over = true;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public Optional<String> objectsTo(ChatId chat) {
        Optional<String> objection = quota.take(chat);
        objection.ifPresent(this::flows);
        return objection;
    }

    /** A call that says too much has failed, also before it ends; outside of calls it is once in a second. */
    private void flows(String objection) {
        tally.wasRefused();
        PluginThread thread = PluginThread.current();
        int refused;
        if (thread != null && thread.isCalled()) {
            refused = thread.refuses();
            if (refused == 1) {
                thread.fails(new IllegalStateException(objection));
            } else if (refused % REFUSED_PER_FAILURE == 0) {
                failed(1, objection);
            }
        } else {
            refused = flowsUncalled();
            if (refused == 1) {
                failed(1, objection);
            }
        }
        if (refused >= MOST_REFUSED) {
            throw new RejectedExecutionException(objection + ", and it was told so " + refused + " times");
        }
    }

    private synchronized int flowsUncalled() {
        long now = timers.nanoTime();
        if (now - flownNanos >= PAUSE.toNanos()) {
            flownNanos = now;
            flown = 0;
        }
        return ++flown;
    }

    @Override
    public void timedOut(String reason) {
        failed(2, reason);
    }

    @Override
    public void lost(Watch watch, boolean spinning, String reason) {
        tally.lostThread();
        replacement.accept(watch);
        if (spinning || lost.incrementAndGet() >= limits().lostThreads()) {
            breaker.giveUp(reason);
        } else {
            failed(2, reason);
        }
    }

    @Override
    public void opened(Duration pause, String reason) {
        String told = "fails too often and is left alone for " + pause.toSeconds() + " s, the last time: " + reason;
        whyShut = Sentence.of("why.degraded", pause.toSeconds(), reason);
        log.warn("plugin is degraded plugin={} reason={}", plugin, told);
        supervisor.degraded(told);
    }

    @Override
    public void closed() {
        log.info("plugin works again plugin={}", plugin);
        supervisor.recovered();
    }

    @Override
    public void givenUp(String reason) {
        whyShut = Sentence.of("why.given-up", reason);
        log.error("plugin is given up plugin={} reason={}", plugin, reason);
        supervisor.hopeless(reason);
    }
}
