package dev.rookery.host.webqq.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberSketchTest {

    @Test
    void smallGroupsAreComparedExactly() {
        MemberSketch one = MemberSketch.of(List.of("a", "b", "c", "d"));
        assertThat(one.similarity(MemberSketch.of(List.of("d", "c", "b", "a")))).isEqualTo(1);
        assertThat(one.similarity(MemberSketch.of(List.of("a", "b", "c", "e")))).isEqualTo(0.6);
        assertThat(one.similarity(MemberSketch.NONE)).isZero();
        assertThat(MemberSketch.NONE.similarity(MemberSketch.NONE)).isZero();
    }

    @Test
    void largeGroupsAreEstimatedAndKeptSmall() {
        MemberSketch all = members(0, 10_000);
        assertThat(all.hashes()).hasSize(MemberSketch.SIZE);
        assertThat(all.similarity(members(500, 10_500))).isGreaterThan(0.7);
        assertThat(all.similarity(members(10_000, 20_000))).isZero();
        assertThat(all.contradicts(members(10_000, 20_000))).isTrue();
        assertThat(all.contradicts(members(500, 10_500))).isFalse();
    }

    @Test
    void fewMembersContradictNobody() {
        assertThat(MemberSketch.of(List.of("a", "b", "c")).contradicts(MemberSketch.of(List.of("d", "e", "f"))))
                .isFalse();
        assertThat(MemberSketch.NONE.contradicts(members(0, 100))).isFalse();
    }

    private static MemberSketch members(int from, int to) {
        return MemberSketch.of(
                IntStream.range(from, to).mapToObj(i -> "member " + i).toList());
    }
}
