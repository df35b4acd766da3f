package dev.rookery.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.time.ManualTimers;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A lane whose owner has one thread, which is this one. */
class LaneTest {

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final Owner owner = new Owner("careless", queue::add, Runnable::run);
    private final Lanes lanes = new Lanes(new ManualTimers(Instant.EPOCH));
    private final List<String> notes = new ArrayList<>();

    private final class Noting extends Lanes.Task {

        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        void run() {
            notes.add(name + " runs");
            if (name.startsWith("broken")) {
                throw new AssertionError("on purpose");
            }
        }

        @Override
        void goOn() {
            notes.add(name + " goes on");
            if (name.endsWith("to its end")) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        void refused() {
            notes.add(name + " is refused");
        }
    }

    @Test
    void aTaskThatBreaksItsPromiseNotToThrowHoldsUpNeitherTheNextOneNorWhatFollowsFromIt() {
        for (String name : List.of("broken", "broken to its end", "good")) {
            assertThat(lanes.offer(owner, "chat", new Noting(name))).isTrue();
        }
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
        assertThat(notes)
                .containsExactly(
                        "broken runs",
                        "broken goes on",
                        "broken to its end runs",
                        "broken to its end goes on",
                        "good runs",
                        "good goes on");
        assertThat(lanes.drained("careless").toCompletableFuture()).isCompleted();
    }
}
