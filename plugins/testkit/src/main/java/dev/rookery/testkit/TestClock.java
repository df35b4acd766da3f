package dev.rookery.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of the host and its plugins: it stands still until the test turns it. It begins on 1 January 2026, 12:00
 * UTC, and goes on through reloads and restarts. For the test's thread; reading it, for any.
 */
public final class TestClock implements InstantSource {

    private final VirtualWorld world;

    TestClock(VirtualWorld world) {
        this.world = world;
    }

    @Override
    public Instant instant() {
        return world.now();
    }

    /**
     * Turns the clock. What falls due on the way happens at its own moment, one after the other: each time the plugins
     * get to finish before the clock goes on.
     *
     * @param by how far, at least zero
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException(
                    "advance by " + by + " (expected: zero or more; no clock runs backwards)");
        }
        world.advance(by);
    }

    /**
     * Turns the clock to a moment.
     *
     * @param to the moment, not before {@link #instant()}
     */
    public void advanceTo(Instant to) {
        advance(Duration.between(instant(), to));
    }
}
