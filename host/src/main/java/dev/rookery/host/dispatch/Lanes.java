package dev.rookery.host.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Queues whose tasks run one at a time and in order, each on its owner's threads; different lanes run side by side. A
 * lane exists only while it has something to do, so that a chat that fell silent costs nothing.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>name</th><th>default</th><th>consequence</th></tr>
 * <tr><td>{@link #LANE_CAPACITY}</td><td>256 waiting</td><td>{@link #offer} answers false</td></tr>
 * <tr><td>{@link #OWNER_CAPACITY}</td><td>10,000 waiting</td><td>{@link #offer} answers false</td></tr>
 * <tr><td>{@link #TURN}</td><td>16 tasks</td><td>the lane goes to the end of its owner's queue</td></tr>
 * </table>
 *
 * <p>Safe for use by any thread.
 */
final class Lanes {

    /** How many tasks may wait in one lane. */
    static final int LANE_CAPACITY = 256;

    /** How many tasks may wait in all lanes of one owner. */
    static final int OWNER_CAPACITY = 10_000;

    /** How many tasks a lane runs before it lets other lanes of its owner have the thread. */
    static final int TURN = 16;

    /** What waits in a lane. */
    interface Task {

        /** Does the work, on the owner's threads. Must not throw. */
        void run();

        /** Called instead of {@link #run} when the owner's threads are gone. Must not throw. */
        void refused();
    }

    /** Which lane: the owner and, within it, the chat or account. */
    private record Key(String owner, Object place) {}

    private final Map<Key, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private final Map<String, List<CompletableFuture<Void>>> watchers = new HashMap<>();

    /**
     * Queues a task.
     *
     * @return false, and the task was not taken, if the lane or its owner is full
     */
    boolean offer(Owner owner, Object place, Task task) {
        if (!enter(owner.id())) {
            return false;
        }
        Key key = new Key(owner.id(), place);
        boolean[] outcome = new boolean[2];
        Lane lane = lanes.compute(key, (k, found) -> {
            Lane taken = found == null ? new Lane(k, owner.handlers()) : found;
            outcome[0] = found == null;
            outcome[1] = taken.tasks.size() < LANE_CAPACITY && taken.tasks.add(task);
            return taken;
        });
        if (!outcome[1]) {
            leave(owner.id());
            return false;
        }
        if (outcome[0]) {
            lane.schedule();
        }
        return true;
    }

    /** Completes when nothing of the owner waits or runs. */
    CompletionStage<Void> drained(String owner) {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        synchronized (waiting) {
            if (waiting.containsKey(owner)) {
                watchers.computeIfAbsent(owner, o -> new ArrayList<>()).add(drained);
                return drained;
            }
        }
        drained.complete(null);
        return drained;
    }

    /** Completes when nothing waits or runs at all. Work that moves from one owner to another is waited for. */
    CompletionStage<Void> drained() {
        List<String> owners;
        synchronized (waiting) {
            owners = List.copyOf(waiting.keySet());
        }
        CompletableFuture<?>[] all = owners.stream()
                .map(owner -> drained(owner).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> these = CompletableFuture.allOf(all);
        return owners.isEmpty() ? these : these.thenCompose(done -> drained());
    }

    /** How many lanes exist, that is, have something to do. */
    int size() {
        return lanes.size();
    }

    private boolean enter(String owner) {
        synchronized (waiting) {
            int now = waiting.getOrDefault(owner, 0);
            if (now >= OWNER_CAPACITY) {
                return false;
            }
            waiting.put(owner, now + 1);
            return true;
        }
    }

    private void leave(String owner) {
        List<CompletableFuture<Void>> done = List.of();
        synchronized (waiting) {
            int left = waiting.merge(owner, -1, Integer::sum);
            if (left == 0) {
                waiting.remove(owner);
                List<CompletableFuture<Void>> watching = watchers.remove(owner);
                done = watching == null ? done : watching;
            }
        }
        done.forEach(watcher -> watcher.complete(null));
    }

    /** One queue; its tasks are guarded by the map's lock on its key. */
    private final class Lane implements Owner.Work {

        private final Key key;
        private final Executor executor;
        private final ArrayDeque<Task> tasks = new ArrayDeque<>();

        Lane(Key key, Executor executor) {
            this.key = key;
            this.executor = executor;
        }

        void schedule() {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException | OutOfMemoryError noThread) { // the latter: no native thread to be had
                refused();
            }
        }

        @Override
        public void refused() {
            for (Task task = next(); task != null; task = next()) {
                finish(task::refused);
            }
        }

        @Override
        public void run() {
            for (int i = 0; i < TURN; i++) {
                Task task = next();
                if (task == null) {
                    return;
                }
                finish(task::run);
            }
            schedule();
        }

        /** Counts the task as waiting until it has ended, also when it breaks its promise not to throw. */
        private void finish(Runnable work) {
            try {
                work.run();
            } finally {
                leave(key.owner());
            }
        }

        /** Takes the next task; without one the lane ceases to exist in the same step, so that no task is stranded. */
        private @Nullable Task next() {
            Task[] taken = new Task[1];
            lanes.computeIfPresent(key, (k, lane) -> {
                taken[0] = tasks.poll();
                return taken[0] == null ? null : lane;
            });
            return taken[0];
        }
    }
}
