package dev.rookery.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Fault;
import dev.rookery.host.sandbox.FaultKind;
import dev.rookery.host.sandbox.Faults;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SoakFaultsTest {

    private static final int MANY = 20_000;

    private static final IoLoop LOOP = new IoLoop("sandbox-io");
    private static final List<Fault> THROWN = new ArrayList<>();

    @BeforeAll
    static void throwDice() throws Exception {
        Faults faults = Sandbox.start(LOOP, SandboxOptions.defaults()).faults();
        SoakFaults soak = new SoakFaults(faults, List.of(1002003004L), 1);
        for (int i = 0; i < MANY; i++) {
            soak.next();
            List<Faults.Listed> list = faults.list();
            THROWN.add(list.get(list.size() - 1).fault());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        LOOP.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** What a whole answer claims to be done has been done, or nobody could compare the two sides. */
    @Test
    void wholeAnswersAreNoLies() {
        assertThat(THROWN)
                .filteredOn(
                        fault -> "after".equals(fault.parameters().get("where")) || fault.kind() == FaultKind.DEEP_JSON)
                .hasSizeGreaterThan(100)
                .allMatch(fault -> fault.parameters().get("effect").equals("done"));
    }

    @Test
    void brokenAnswersComeWithAndWithoutEffect() {
        assertThat(THROWN)
                .filteredOn(fault -> "body".equals(fault.parameters().get("where")))
                .extracting(fault -> fault.parameters().get("effect"))
                .contains("done", "none");
    }

    @Test
    void everyKindButTheLiesIsThrown() {
        assertThat(THROWN.stream().map(Fault::kind).distinct()).hasSize(FaultKind.values().length - 5);
    }
}
