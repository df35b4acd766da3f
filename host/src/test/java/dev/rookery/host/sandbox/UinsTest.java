package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UinsTest {

    private static final long WORLD_SELF = 1002003004L;
    private static final long SELF = 1002003009L;
    private static final Uins FIXED = Uins.fixed(WORLD_SELF, SELF);

    @Test
    void fixedNumbersAreThoseOfTheWorldButForTheAccount() {
        assertThat(FIXED.wire(2000000001L)).isEqualTo(2000000001L);
        assertThat(FIXED.world(2000000001L)).isEqualTo(2000000001L);
        assertThat(FIXED.wire(WORLD_SELF)).isEqualTo(SELF);
        assertThat(FIXED.world(SELF)).isEqualTo(WORLD_SELF);
        assertThat(FIXED.world(WORLD_SELF)).isEqualTo(Uins.NONE);
    }

    @Test
    void eachLoginHasOtherNumbersAndKnowsTheWayBack() {
        Random random = new Random(7);
        Uins before = FIXED;
        for (int login = 0; login < 20; login++) {
            Uins uins = Uins.otherThan(before);
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                long world = 100_000 + random.nextLong(4_294_000_000L);
                long wire = uins.wire(world);
                assertThat(wire).isBetween(100_000L, 4_294_967_295L).isNotIn(before.wire(world), SELF, WORLD_SELF);
                assertThat(uins.world(wire)).isEqualTo(world);
                seen.add(wire);
            }
            assertThat(seen).hasSize(1_000);
            assertThat(uins.wire(WORLD_SELF)).isEqualTo(SELF);
            assertThat(uins.world(SELF)).isEqualTo(WORLD_SELF);
            before = uins;
        }
    }

    @Test
    void numbersAtTheEdgesComeBack() {
        Uins uins = Uins.otherThan(FIXED);
        for (long world :
                new long[] {0, 1, 9_999, 10_000, 99_999, 100_000, 4_294_967_290L, 4_294_967_291L, 4_294_967_295L}) {
            assertThat(uins.world(uins.wire(world))).isEqualTo(world);
        }
        assertThat(uins.world(Uins.NONE)).isEqualTo(Uins.NONE);
    }

    @Test
    void numbersThatWouldFallOnAReservedOneMoveOn() {
        // Backwards from each number that no wire shows, there is one that skips it.
        Uins uins = new Uins(200_000, 200_000, 5);
        for (long reserved = 99_000; reserved < 100_000; reserved++) {
            assertThat(uins.wire(reserved)).isEqualTo(reserved);
        }
        Set<Long> wires = new HashSet<>();
        for (long world = 100_000; world < 200_000; world++) {
            assertThat(wires.add(uins.wire(world))).isTrue();
            assertThat(uins.world(uins.wire(world))).isEqualTo(world);
        }
    }
}
