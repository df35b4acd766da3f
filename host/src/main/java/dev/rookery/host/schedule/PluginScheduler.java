package dev.rookery.host.schedule;

import dev.rookery.api.Registration;
import dev.rookery.api.schedule.Cron;
import dev.rookery.api.schedule.Job;
import dev.rookery.api.schedule.Scheduler;
import dev.rookery.host.dispatch.OwnedService;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One plugin's jobs. Timers only wake; the jobs run on the plugin's threads. Nothing runs before {@link #activated()},
 * so that a plugin that does not start has done nothing, and nothing begins after {@link #stopping()}.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>name</th><th>default</th><th>consequence</th></tr>
 * <tr><td>{@link #MOST_JOBS}</td><td>10,000</td><td>a further one is refused</td></tr>
 * <tr><td>{@link #SHORTEST_PERIOD}</td><td>100 ms</td><td>a shorter one is refused</td></tr>
 * <tr><td>{@link #LONGEST}</td><td>100 years</td><td>a longer delay or period is refused</td></tr>
 * </table>
 *
 * <p>Safe for use by any thread.
 */
public final class PluginScheduler implements Scheduler, OwnedService {

    /** How many jobs of one plugin may wait for their times. */
    static final int MOST_JOBS = 10_000;

    /** The shortest step of a job that repeats: every start costs the thread that all timers share. */
    static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

    /** The longest wait; its nanoseconds, and twice as many, can still be counted. */
    static final Duration LONGEST = Duration.ofDays(100 * 365);

    private final Owner owner;
    private final Timers timers;
    /** Not the scheduler itself: that is in the plugin's hands, which may lock it and never let go. */
    private final Object lock = new Object();

    private final Set<ScheduledJob> jobs = new HashSet<>();
    private final List<ScheduledJob> early = new ArrayList<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private int running;
    private boolean open;
    private boolean closed;

    /**
     * Makes a scheduler without jobs.
     *
     * @param owner whose it is; its handlers' threads run the jobs
     * @param timers wakes it
     */
    public PluginScheduler(Owner owner, Timers timers) {
        this.owner = owner;
        this.timers = timers;
    }

    /** The plugin has started: what fell due meanwhile runs, and from now on everything at its time. */
    @Override
    public void activated() {
        List<ScheduledJob> due;
        synchronized (lock) {
            open = true;
            due = List.copyOf(early);
            early.clear();
        }
        due.forEach(ScheduledJob::start);
    }

    /** Takes all jobs back. One that runs goes on to its end. */
    @Override
    public void stopping() {
        List<ScheduledJob> left;
        synchronized (lock) {
            closed = true;
            left = List.copyOf(jobs);
        }
        left.forEach(ScheduledJob::close);
        ended(0);
    }

    @Override
    public void close() {
        stopping();
    }

    /** Completes after {@link #stopping()} when no job runs any more. */
    public CompletionStage<Void> drained() {
        return drained.minimalCompletionStage();
    }

    @Override
    public Registration after(Duration delay, Job job) {
        require("delay", delay, Duration.ZERO);
        return add(job, () -> Rhythm.after(timers, delay));
    }

    @Override
    public Registration at(Instant moment, Job job) {
        Objects.requireNonNull(moment, "moment");
        if (moment.isAfter(timers.instant().plus(LONGEST))) {
            throw new IllegalArgumentException(
                    "moment: " + moment + " (expected: at most " + LONGEST.toDays() + " days from now)");
        }
        return add(job, () -> Rhythm.at(timers, moment));
    }

    @Override
    public Registration every(Duration period, Job job) {
        require("period", period, SHORTEST_PERIOD);
        return add(job, () -> Rhythm.every(timers, period));
    }

    @Override
    public Registration cron(Cron times, ZoneId zone, Job job) {
        Objects.requireNonNull(times, "times");
        ZoneRules rules = zone.getRules(); // Here and now: a zone of the plugin's own may take for ever.
        return add(job, () -> Rhythm.cron(timers, times, rules));
    }

    @Override
    public Executor executor() {
        return task -> owner.handlers().execute(task);
    }

    private static void require(String what, Duration wanted, Duration least) {
        if (wanted.compareTo(least) < 0 || wanted.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + ": " + wanted + " (expected: " + least + " to " + LONGEST.toDays() + " days)");
        }
    }

    /** Runs something of the host's for the plugin, once and at once; not if the plugin is stopping. */
    public void now(Job job) {
        ScheduledJob added;
        synchronized (lock) {
            if (closed) {
                return;
            }
            added = new ScheduledJob(owner, timers, job, Rhythm.after(timers, Duration.ZERO), this);
            jobs.add(added);
        }
        added.wake();
    }

    private Registration add(Job job, Supplier<Rhythm> rhythm) {
        Objects.requireNonNull(job, "job");
        ScheduledJob added;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("plugin " + owner.id() + " is disabled; its jobs are over");
            }
            if (jobs.size() >= MOST_JOBS) {
                throw new IllegalStateException("plugin " + owner.id() + " has " + MOST_JOBS
                        + " jobs waiting (expected: fewer; close those that are not needed any more)");
            }
            added = new ScheduledJob(owner, timers, job, rhythm.get(), this);
            jobs.add(added);
        }
        added.waitForIt();
        return added;
    }

    /** Whether a job that is due may run now; if not, it is kept until {@link #activated()}. */
    boolean mayRun(ScheduledJob job) {
        synchronized (lock) {
            if (!open) {
                early.add(job);
            }
            return open;
        }
    }

    /** Whether a run may begin; if so, {@link #ended} follows it. */
    boolean begins() {
        synchronized (lock) {
            running += closed ? 0 : 1;
            return !closed;
        }
    }

    /** So many runs have come to their end. */
    void ended(int runs) {
        boolean last;
        synchronized (lock) {
            running -= runs;
            last = closed && running == 0;
        }
        if (last) {
            drained.complete(null);
        }
    }

    void remove(ScheduledJob job) {
        synchronized (lock) {
            jobs.remove(job);
        }
    }

    /** How many jobs wait or run. */
    public int size() {
        synchronized (lock) {
            return jobs.size();
        }
    }
}
