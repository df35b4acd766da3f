package dev.rookery.host.schedule;

import dev.rookery.api.Registration;
import dev.rookery.api.schedule.Job;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.dispatch.SafeThrowable;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job and its times. The next wait begins when a time has come, not when the run has ended; a time that comes while
 * the last run still waits for a thread or runs is left out. Any thread.
 */
final class ScheduledJob implements Registration, Runnable {

    /** The longest wait in one piece: a clock that was set, or a machine that slept, is noticed within it. */
    static final Duration LONGEST_NAP = Duration.ofMinutes(1);

    /** How long to wait when all threads of the plugin are busy and its queue is full, or it is left alone. */
    static final Duration RETRY = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ScheduledJob.class);

    private final Owner owner;
    private final Timers timers;
    private final Job job;
    private final Rhythm rhythm;
    private final PluginScheduler scheduler;
    /** Not the job itself: that is in the plugin's hands, which may lock it and never let go. */
    private final Object lock = new Object();

    private Timers.@Nullable Timer nap;
    private boolean closed;
    /** Whether a time has come and its run has not ended yet. */
    private boolean busy;
    /** Whether the time that is being run was the last one. */
    private boolean last;

    private int failuresInARow;

    ScheduledJob(Owner owner, Timers timers, Job job, Rhythm rhythm, PluginScheduler scheduler) {
        this.owner = owner;
        this.timers = timers;
        this.job = job;
        this.rhythm = rhythm;
        this.scheduler = scheduler;
    }

    /** Naps until the next time. */
    void waitForIt() {
        synchronized (lock) {
            if (!closed) {
                Duration left = rhythm.left();
                nap = timers.after(left.compareTo(LONGEST_NAP) < 0 ? left : LONGEST_NAP, this::wake);
            }
        }
    }

    /** Takes the time that has come. */
    void wake() {
        synchronized (lock) {
            boolean tooEarly = rhythm.left().compareTo(Duration.ZERO) > 0;
            if (!tooEarly) {
                last = !rhythm.advance();
            }
            if (!last) {
                waitForIt();
            }
            if (tooEarly || busy) {
                return;
            }
            busy = true;
        }
        if (scheduler.mayRun(this)) {
            start();
        }
    }

    /** Hands a run over to the plugin's threads. */
    void start() {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        try {
            owner.handlers().execute(this);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) { // the latter: no native thread to be had
            log.warn("job is late, all threads of the plugin are busy plugin={}", owner.id());
            putOff();
        }
    }

    /** It cannot run now: a later time will do, and if there is none, a moment later. */
    private void putOff() {
        synchronized (lock) {
            if (!last) {
                busy = false;
            } else if (!closed) {
                nap = timers.after(RETRY, this::start);
            }
        }
    }

    @Override
    public void run() {
        synchronized (lock) {
            if (closed || !scheduler.begins()) {
                return;
            }
        }
        if (!owner.sentry().admits()) {
            scheduler.ended(1);
            putOff();
            return;
        }
        try {
            call();
        } finally {
            scheduler.ended(1);
            boolean over;
            synchronized (lock) {
                busy = false;
                over = last;
            }
            if (over) {
                close();
            }
        }
    }

    /** The border to the plugin: nothing it throws gets past here. */
    private void call() {
        @Nullable Throwable failure = null;
        owner.sentry().begins("a job");
        try {
            job.run();
            failuresInARow = 0;
        } catch (Throwable any) { // whatever it is, the thread and the job's next times must go on
            Throwable thrown = SafeThrowable.of(any);
            failure = thrown;
            failuresInARow++;
            // 1, 2, 4, 8 …: a job that fails each second must not fill the log.
            if (Integer.bitCount(failuresInARow) == 1) {
                log.error("job failed plugin={} in-a-row={}", owner.id(), failuresInARow, thrown);
            }
        } finally {
            owner.sentry().ended(failure);
            // An interrupt that was meant for this call must not hit the next one.
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (nap != null) {
                nap.cancel();
            }
        }
        scheduler.remove(this);
    }
}
