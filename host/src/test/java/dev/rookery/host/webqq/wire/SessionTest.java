package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionTest {

    private final Session session = new Session(Era.A, new QqNumber(1002003004L), 1, "pt", "vf", "ps");

    @Test
    void furtherLogin2BringsWhatItTells() {
        session.relink(Fixtures.json("{'psessionid':'ps2','vfwebqq':'vf2','ptwebqq':'pt2'}".replace('\'', '"')));
        assertThat(session.psessionid()).isEqualTo("ps2");
        assertThat(session.vfwebqq()).isEqualTo("vf2");
        assertThat(session.ptwebqq()).isEqualTo("pt2");
    }

    @Test
    void whatAFurtherLogin2LeavesOutOrEmptyStays() {
        session.relink(Fixtures.json("{\"psessionid\":\"\",\"vfwebqq\":null}"));
        assertThat(session.psessionid()).isEqualTo("ps");
        assertThat(session.vfwebqq()).isEqualTo("vf");
        assertThat(session.ptwebqq()).isEqualTo("pt");
    }
}
