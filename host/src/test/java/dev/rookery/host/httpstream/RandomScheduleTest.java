package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rookery.host.httpstream.connection.PoolLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Chains that are added, go on, wait, are cancelled, fail and are closed by chance, against a server that has every
 * fault, with room for few connections and few that wait for one: each request has the one outcome that the model
 * expects, each chain ends, and nothing is left of them. How many operations there are is set by the system property
 * {@code rookery.schedule.operations}, where they begin by {@code rookery.fuzz.seed}.
 */
class RandomScheduleTest {

    private static final int OPERATIONS = Integer.getInteger("rookery.schedule.operations", 10_000);
    private static final long SEED = Long.getLong("rookery.fuzz.seed", 20131230);
    private static final int OPERATIONS_OF_ONE = 500;
    private static final int MOST_RUNNING = 48;

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.rookery.host.httpstream");

    /** Callbacks throw by the hundred here. */
    @BeforeEach
    void silence() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void restore() {
        logger.setLevel(null);
    }

    @Test
    void eachRequestHasOneOutcomeAndNothingIsLeft() {
        for (int i = 0; i < Math.max(1, OPERATIONS / OPERATIONS_OF_ONE); i++) {
            new Schedule(SEED + i).run();
        }
    }

    /** One stream from its beginning to its end. */
    private static final class Schedule {

        private final long seed;
        private final SplittableRandom random;
        private final Queue<String> violations = new ConcurrentLinkedQueue<>();
        private final AtomicInteger running = new AtomicInteger();
        private final List<ModelChain> chains = new ArrayList<>();

        Schedule(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
        }

        void run() {
            PoolLimits limits = new PoolLimits(
                    1 + random.nextInt(8), 1 + random.nextInt(8), random.nextInt(4), random.nextInt(MOST_RUNNING));
            try (RawServer server = FaultyServer.start();
                    StrictClient client = new StrictClient(o -> o.withLimits(limits))) {
                for (int i = 0; i < OPERATIONS_OF_ONE; i++) {
                    operate(client, server);
                }
                if (random.nextBoolean()) {
                    awaitRunning(client, 0);
                    client.settles();
                    assertThat(client.armed())
                            .as("timeouts: that of unused connections at most, seed %d", seed)
                            .isLessThanOrEqualTo(1);
                }
                StreamFixture.await(client.stream().close().toCompletableFuture());
                for (int i = 0; i < 10; i++) {
                    add(client, server);
                }
                awaitRunning(client, 0);
                assertThat(chains)
                        .as("chains, seed %d", seed)
                        .allMatch(chain -> client.fixture().onLoop(chain::isOver));
            }
            assertThat(violations).as("seed %d", seed).isEmpty();
        }

        private void operate(StrictClient client, RawServer server) {
            int operation = random.nextInt(10);
            if (operation < 7) {
                awaitRunning(client, MOST_RUNNING);
                add(client, server);
            } else if (operation < 9 && !chains.isEmpty()) {
                cancel(client, chains.get(chains.size() - 1 - random.nextInt(Math.min(chains.size(), MOST_RUNNING))));
            } else {
                awaitRunning(client, random.nextInt(MOST_RUNNING));
            }
        }

        private void add(StrictClient client, RawServer server) {
            ModelChain chain = new ModelChain(server, random.split(), violations, running);
            chains.add(chain);
            HttpRequest first = chain.request();
            if (random.nextBoolean()) {
                chain.chain = client.stream().add(first, chain, chain);
            } else {
                client.fixture().onLoop(() -> chain.chain = client.stream().add(first, chain, chain));
            }
        }

        private void cancel(StrictClient client, ModelChain chain) {
            if (random.nextBoolean()) {
                chain.chain.cancel();
            }
            client.fixture().loop.execute(chain::cancel);
        }

        private void awaitRunning(StrictClient client, int most) {
            client.until("at most " + most + " chains run, seed " + seed, () -> running.get() <= most);
        }
    }
}
