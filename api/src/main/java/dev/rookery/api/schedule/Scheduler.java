package dev.rookery.api.schedule;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Executor;

/**
 * Runs a plugin's jobs at their times, on the plugin's own threads. Never starts one before {@code onEnable} has
 * returned: what falls due earlier runs then. All of them are gone when the plugin stops. Any thread.
 *
 * <pre>{@code
 * context.scheduler().every(Duration.ofMinutes(5), this::refresh);
 * context.scheduler().cron("0 9 * * mon-fri", ZoneId.of("Asia/Shanghai"), () -> context.send(team, GOOD_MORNING));
 * }</pre>
 *
 * <p>A job that repeats never overlaps with itself and never piles up: the times that pass while it runs, while the
 * plugin's threads are all busy or while the machine sleeps are left out, and it runs once, late. When the host is
 * started again nothing is made up for: keep in {@code Storage} what must not be missed.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>what</th><th>bound</th><th>beyond it</th></tr>
 * <tr><td>jobs of one plugin that wait</td><td>10,000</td><td>{@link IllegalStateException}</td></tr>
 * <tr><td>delay, moment</td><td>100 years from now</td><td>{@link IllegalArgumentException}</td></tr>
 * <tr><td>period</td><td>100 ms to 100 years</td><td>{@link IllegalArgumentException}</td></tr>
 * </table>
 */
@ProvidedByHost
public interface Scheduler {

    /**
     * Runs a job once.
     *
     * @param delay from now; zero means as soon as a thread is free
     * @param job what to do
     * @return closes to take it back, as long as it has not begun
     */
    Registration after(Duration delay, Job job);

    /**
     * Runs a job once, when the clock on the wall shows a certain time, also if it is set meanwhile.
     *
     * @param moment when; if it has passed, as soon as a thread is free
     * @param job what to do
     * @return closes to take it back, as long as it has not begun
     */
    Registration at(Instant moment, Job job);

    /**
     * Runs a job again and again, the first time after one period.
     *
     * @param period from one start to the next
     * @param job what to do
     * @return closes to end it; a run that has begun goes on to its end
     */
    Registration every(Duration period, Job job);

    /**
     * Runs a job at the times of a cron expression. A clock that is set back repeats nothing.
     *
     * @param times when, by the clocks of {@code zone}
     * @param zone where those clocks are; {@link Cron} says what happens when they change
     * @param job what to do
     * @return closes to end it; a run that has begun goes on to its end
     */
    Registration cron(Cron times, ZoneId zone, Job job);

    /**
     * Runs a job at the times of a cron expression.
     *
     * @param expression five fields, see {@link Cron}
     * @param zone where the clocks are
     * @param job what to do
     * @return as for {@link #cron(Cron, ZoneId, Job)}
     * @throws IllegalArgumentException if the expression is wrong; the message says what, where and what would be right
     */
    default Registration cron(String expression, ZoneId zone, Job job) {
        return cron(Cron.of(expression), zone, job);
    }

    /**
     * The plugin's own bounded threads, for what it wants to do now and aside. Tasks are refused with
     * {@link java.util.concurrent.RejectedExecutionException} when too many wait or the plugin has stopped.
     *
     * @return the same threads that run its handlers and jobs
     */
    Executor executor();
}
