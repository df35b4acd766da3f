package dev.rookery.host.dispatch;

import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Queues whose tasks run one at a time and in order, each on its owner's threads; different lanes run side by side. A
 * lane exists only while it has something to do, so that a chat that fell silent costs nothing.
 *
 * <p>Nobody waits for long on behalf of an owner that is slow: when a task waits or runs too long, it and those behind
 * it in the lane {@linkplain Task#stepPast step past} the owner, in order. They stay in the lane, so that the owner
 * still gets them, only without a say in what comes next. Until the owner has caught up, what comes later steps past it
 * at once.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>name</th><th>default</th><th>consequence</th></tr>
 * <tr><td>{@link #LANE_CAPACITY}</td><td>1,024 waiting</td><td>a further one is {@linkplain Task#missed() missed} by
 * the owner in its turn, or not taken</td></tr>
 * <tr><td>{@link #SLOW_CAPACITY}</td><td>256 waiting in a lane where one has waited for {@link #SLOW 1 s}</td><td>as
 * LANE_CAPACITY</td></tr>
 * <tr><td>{@link #OWNER_CAPACITY}</td><td>10,000 waiting or running</td><td>as LANE_CAPACITY</td></tr>
 * <tr><td>{@link #TURN}</td><td>16 tasks</td><td>the lane goes to the end of its owner's queue</td></tr>
 * <tr><td>{@link #WAITING}</td><td>250 ms</td><td>who waits so long, and nobody runs before it, steps past</td></tr>
 * <tr><td>{@link #RUNNING}</td><td>5 s, or {@link #SLOW 1 s} while others wait so long for a thread of the
 * owner's</td><td>who runs so long, or waits so long behind others, steps past, and all in the lane</td></tr>
 * </table>
 *
 * <p>A task is held up so long by all owners together: for how long it was by those before counts with the next.
 *
 * <p>Safe for use by any thread. A task on its way costs one exchange on its lane's head and no lock; nothing is
 * allocated but lanes.
 */
final class Lanes {

    /**
     * How many tasks may wait in one lane. As many as may be under way in one chat, so that a plugin that is quick gets
     * all that one before it has held up.
     */
    static final int LANE_CAPACITY = ChatOrder.UNDER_WAY;

    /** How many tasks may wait in one lane that is slow. */
    static final int SLOW_CAPACITY = 256;

    /** A lane in which somebody waits for so long is slow. */
    static final Duration SLOW = Duration.ofSeconds(1);

    /** How many tasks may wait in all lanes of one owner. */
    static final int OWNER_CAPACITY = 10_000;

    /** How many tasks a lane runs before it lets other lanes of its owner have the thread. */
    static final int TURN = 16;

    /** How long a task waits for a thread of its owner before it steps past. */
    static final Duration WAITING = Duration.ofMillis(250);

    /** How long a task runs, or waits behind others, before it steps past. */
    static final Duration RUNNING = Duration.ofSeconds(5);

    /** How often people in one chat are told that a plugin is busy. */
    static final Duration NEWS = Duration.ofSeconds(10);

    /** How often lanes are looked at, while there are any; what waits may do so for as much longer. */
    static final Duration TICK = Duration.ofMillis(50);

    /** What waits in a lane, in one at a time. */
    abstract static class Task {

        /** The next older one while it is new in the lane, then the next younger one. */
        @Nullable
        Task next;
        /** How many are new in the lane, this one included. */
        int depth;
        /** Whether it has stepped past. */
        boolean past;
        /** Whether the owner will not see it. */
        boolean missed;
        /** For how long at most it was held up by owners that it has stepped past, in nanoseconds. */
        long heldNanos;
        /** Whether its thread was given up while it ran. */
        volatile boolean lost;

        /** Does the work, on the owner's threads. Must not throw. */
        abstract void run();

        /** The work is done and nothing holds up what follows from it; not called once it has stepped past. */
        void goOn() {}

        /** Called instead of {@link #run} when the owner's threads are gone. Must not throw. */
        abstract void refused();

        /**
         * Called instead of {@link #run} when too many wait for the owner; in its turn, so that nothing is overtaken.
         */
        void missed() {
            refused();
        }

        /** Whether it may wait in a lane that is full, only to be {@link #missed}; otherwise it is not taken. */
        boolean canBeMissed() {
            return false;
        }

        /**
         * The owner takes too long: what follows is not to wait for it. The task itself stays where it is and is run
         * when the owner gets to it. Must not throw or block.
         */
        void stepPast() {}
    }

    private final Timers timers;
    /** Those with something to do. */
    private final Set<Owner.Traffic> busy = ConcurrentHashMap.newKeySet();

    private final Map<Owner.Traffic, List<CompletableFuture<Void>>> watchers = new ConcurrentHashMap<>();
    private volatile boolean ticking;

    Lanes(Timers timers) {
        this.timers = timers;
    }

    /**
     * Queues a task.
     *
     * @return false, and the task was not taken, if the lane or its owner is full
     */
    boolean offer(Owner owner, Object place, Task task) {
        Backlog.Push pushed = give(owner, place, task);
        return pushed == Backlog.Push.TAKEN || pushed == Backlog.Push.PAST;
    }

    /** As {@link #offer}, telling more about a task that was not taken. */
    Backlog.Push give(Owner owner, Object place, Task task) {
        Owner.Traffic traffic = owner.traffic;
        boolean room = traffic.waiting.get() < OWNER_CAPACITY;
        if (!room && !task.canBeMissed()) {
            return Backlog.Push.FULL;
        }
        task.missed = !room;
        enter(traffic);
        Backlog.Push pushed = push(traffic, place, task);
        if (pushed == Backlog.Push.PAST) {
            task.stepPast();
        } else if (pushed != Backlog.Push.TAKEN) {
            leave(traffic, 1);
        }
        return pushed;
    }

    private Backlog.Push push(Owner.Traffic traffic, Object place, Task task) {
        while (true) {
            Lane lane = traffic.lanes.get(place);
            if (lane == null) {
                Lane made = new Lane(this, traffic, place, task);
                lane = traffic.lanes.putIfAbsent(place, made);
                if (lane == null) {
                    Backlog.Push pushed = task.past ? Backlog.Push.PAST : Backlog.Push.TAKEN;
                    made.schedule();
                    return pushed;
                }
            }
            Backlog.Push pushed = lane.push(task);
            if (pushed != Backlog.Push.ENDED) {
                return pushed;
            }
            traffic.lanes.remove(place, lane);
        }
    }

    /**
     * Whether it is to be told that a lane is full, which is every {@link #NEWS} at most. Who asks tells it.
     *
     * @return false also for one that has come to its end meanwhile
     */
    boolean isNews(Owner owner, Object place) {
        Lane lane = owner.traffic.lanes.get(place);
        return lane != null && lane.isNews(timers.nanoTime());
    }

    /** Whether nothing waits or runs there, so that who comes next overtakes nobody. */
    boolean isFree(Owner owner, Object place) {
        return !owner.traffic.lanes.containsKey(place);
    }

    private void enter(Owner.Traffic traffic) {
        // Who was the first to come may not have got to it yet.
        if (traffic.waiting.getAndIncrement() == 0 || !traffic.busy) {
            synchronized (traffic.waiting) {
                busy.add(traffic);
                traffic.busy = true;
            }
            if (!ticking) {
                startTicking();
            }
        }
    }

    void leave(Owner.Traffic traffic, int count) {
        if (traffic.waiting.addAndGet(-count) == 0) {
            List<CompletableFuture<Void>> done = List.of();
            synchronized (traffic.waiting) {
                traffic.busy = false; // First: who comes now and does not see it is seen here.
                if (traffic.waiting.get() > 0) {
                    traffic.busy = busy.contains(traffic);
                } else {
                    busy.remove(traffic);
                    traffic.stalled = false;
                    List<CompletableFuture<Void>> watching = watchers.remove(traffic);
                    done = watching == null ? done : watching;
                }
            }
            done.forEach(watcher -> watcher.complete(null));
        }
    }

    /** Completes when nothing of the owner waits or runs. */
    CompletionStage<Void> drained(String owner) {
        return all(busy.stream().filter(one -> one.owner().id().equals(owner)).toList());
    }

    /** Completes when nothing waits or runs at all. Work that moves from one owner to another is waited for. */
    CompletionStage<Void> drained() {
        List<Owner.Traffic> owners = List.copyOf(busy);
        CompletableFuture<Void> these = all(owners);
        return owners.isEmpty() ? these : these.thenCompose(done -> drained());
    }

    private CompletableFuture<Void> all(List<Owner.Traffic> owners) {
        return CompletableFuture.allOf(owners.stream().map(this::drained).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> drained(Owner.Traffic traffic) {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        synchronized (traffic.waiting) {
            if (traffic.waiting.get() > 0) {
                watchers.computeIfAbsent(traffic, o -> new ArrayList<>()).add(drained);
                return drained;
            }
        }
        drained.complete(null);
        return drained;
    }

    private synchronized void startTicking() {
        if (!ticking) {
            ticking = true;
            timers.after(TICK, this::tick);
        }
    }

    private void tick() {
        long now = timers.nanoTime();
        for (Owner.Traffic traffic : busy) {
            boolean stalled = false;
            for (Lane lane : traffic.lanes.values()) {
                stalled |= lane.look(now);
            }
            traffic.stalled = stalled;
        }
        if (!busy.isEmpty()) {
            timers.after(TICK, this::tick);
            return;
        }
        ticking = false;
        if (!busy.isEmpty()) {
            startTicking();
        }
    }
}
