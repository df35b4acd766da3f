package dev.rookery.host.guard;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that are alive, looked at without a word from them. A plugin may start threads of a class of its own that
 * hang, or throw, when they are asked for their hash code, context loader or stack, and whoever interrupts a thread may
 * have to run what that has prepared for it, as the interruptible channels of the JDK do. Any thread.
 */
public final class LiveThreads {

    /** Where threads of plugins are, and those that they start without naming another group; the host's own are not. */
    public static final ThreadGroup PLUGINS = new ThreadGroup("plugins");

    /** How long one may hold up the others. */
    private static final Duration STALL = Duration.ofMillis(100);

    private static final int MOST_EXPECTED = 256;

    static {
        // On Java 17 anybody can destroy a group that has no thread at the moment, which never gets one again then.
        Thread keeper = new Thread(PLUGINS, LiveThreads::stay, "rookery-plugins", 0, false);
        keeper.setContextClassLoader(LiveThreads.class.getClassLoader());
        keeper.setDaemon(true);
        keeper.start();
    }

    private LiveThreads() {}

    private static void stay() {
        while (true) {
            LockSupport.park();
            boolean unused = Thread.interrupted(); // or it would not park again
        }
    }

    /**
     * All but those in groups that somebody else has made. Without {@link Thread#getAllStackTraces}, which keeps them
     * in a map, by hash code.
     */
    public static List<Thread> all() {
        Thread[] found = new Thread[0];
        int count = 0;
        for (ThreadGroup group = PLUGINS; group != null; group = group.getParent()) {
            int more = MOST_EXPECTED / 2;
            int added;
            Thread[] here;
            do {
                more *= 2;
                here = new Thread[more];
                added = group.enumerate(here, false);
            } while (added == more); // what does not fit is left out without a word
            found = Arrays.copyOf(found, count + added);
            System.arraycopy(here, 0, found, count, added);
            count += added;
        }
        return List.of(found);
    }

    /** Whether a plugin's code has made it, or the host for a plugin, and not the host for itself. */
    public static boolean isOfPlugin(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return !isPlain(thread) || (group != null && PLUGINS.parentOf(group));
    }

    /** Those that work for a class loader: a plugin's threads inherit its loader, which gives them away. */
    public static List<Thread> of(ClassLoader loader) {
        return all().stream().filter(thread -> loaderOf(thread) == loader).toList();
    }

    /** The loader of its class if that is neither the JDK's nor the host's, else its context loader. */
    public static ClassLoader loaderOf(Thread thread) {
        return isPlain(thread)
                ? thread.getContextClassLoader()
                : thread.getClass().getClassLoader();
    }

    /** Whether it is of no class of a plugin's, so that what it is asked is not answered by code of a plugin's. */
    public static boolean isPlain(Thread thread) {
        ClassLoader whose = thread.getClass().getClassLoader();
        return whose == null
                || whose == LiveThreads.class.getClassLoader()
                || whose == ClassLoader.getPlatformClassLoader();
    }

    /** Where it is; empty if only the thread itself could say. */
    public static StackTraceElement[] stackOf(Thread thread) {
        return isPlain(thread) ? thread.getStackTrace() : new StackTraceElement[0];
    }

    /**
     * Interrupts threads.
     *
     * @param most the longest to wait for that, if some of them hold it up
     */
    public static void interrupt(List<Thread> threads, Duration most) {
        apart(threads.stream().<Runnable>map(thread -> thread::interrupt).toList(), most);
    }

    /**
     * Does what may interrupt threads, one after the other on a thread apart, and on another behind one that holds it
     * up.
     *
     * @param most the longest to wait for that; what holds it up longer goes on
     */
    public static void apart(List<Runnable> actions, Duration most) {
        AtomicInteger next = new AtomicInteger();
        Runnable rest = () -> {
            for (int i = next.getAndIncrement(); i < actions.size(); i = next.getAndIncrement()) {
                actions.get(i).run();
            }
        };
        long until = System.nanoTime() + most.toNanos();
        boolean all = actions.isEmpty();
        while (!all && next.get() < actions.size() && System.nanoTime() - until < 0) {
            all = apart(rest, STALL.compareTo(most) < 0 ? STALL : most);
        }
    }

    /**
     * Does something on a thread of its own, which may interrupt others.
     *
     * @param most the longest to wait for it
     * @return whether it was done by then; if not, it goes on
     */
    static boolean apart(Runnable action, Duration most) {
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    action.run();
                    done.countDown();
                },
                "rookery-interrupts");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) { // no native one is to be had
            action.run();
            return true;
        }
        try {
            return done.await(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
