package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseTest {

    private final List<BotEvent> told = new ArrayList<>();
    private final Lifecycle lifecycle = new Lifecycle("pual", event -> {
        told.add(event);
        return CompletableFuture.completedFuture(null);
    });

    @ParameterizedTest
    @EnumSource(Phase.class)
    void everyPhaseButTheLastCanBeStopped(Phase phase) {
        assertThat(phase.mayBecome(Phase.STOPPING)).isEqualTo(phase != Phase.STOPPED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"DEAF", "KICKED", "STOPPING", "STOPPED"})
    void noPhaseAfterTheEndComesBack(Phase phase) {
        assertThat(Arrays.stream(Phase.values()).filter(phase::mayBecome))
                .isSubsetOf(Phase.DEAF, Phase.STOPPING, Phase.STOPPED);
    }

    @Test
    void onlyAPollingAccountIsOnlineAndOneThatStoppedHearing() {
        assertThat(Arrays.stream(Phase.values()).filter(phase -> phase.state() == AccountState.ONLINE))
                .containsExactly(Phase.POLLING, Phase.DEAF);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void whoStopsHearingKeepsItsSessionOrLeavesItsSignIn(Phase phase) {
        assertThat(phase.mayBecome(Phase.DEAF)).isEqualTo(phase.isSignedIn());
        assertThat(phase.mayBecome(Phase.OFFLINE)).isEqualTo(phase.isSigningIn());
        assertThat(phase.isSignedIn() && phase.isSigningIn()).isFalse();
    }

    @Test
    void forbiddenStepIsNamed() {
        assertThatThrownBy(() -> lifecycle.become(Phase.POLLING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("pual", "OFFLINE", "POLLING");
    }

    @Test
    void stateIsToldWhenItOrItsReasonChanges() {
        lifecycle.become(Phase.FETCHING_CODE);
        lifecycle.become(Phase.WAITING_FOR_SCAN, "scan");
        lifecycle.become(Phase.WAITING_FOR_SCAN, "scan");
        lifecycle.become(Phase.SCANNED, "confirm");
        lifecycle.become(Phase.WAITING_FOR_SCAN, "scan");
        lifecycle.become(Phase.CHECKING_SIG);
        lifecycle.become(Phase.FETCHING_VFWEBQQ);
        assertThat(told)
                .extracting(
                        event -> ((AccountStateChanged) event).state() + " " + ((AccountStateChanged) event).reason())
                .containsExactly(
                        "SIGNING_IN ", "NEEDS_PERSON scan", "NEEDS_PERSON confirm", "NEEDS_PERSON scan", "SIGNING_IN ");
    }
}
