package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            names = {"DEAF", "REFUSED", "KICKED", "STOPPING", "STOPPED"})
    void noPhaseAfterTheEndComesBack(Phase phase) {
        assertThat(Arrays.stream(Phase.values()).filter(phase::mayBecome))
                .isSubsetOf(Phase.DEAF, Phase.STOPPING, Phase.STOPPED);
    }

    @Test
    void onlyWhoHasAGoodSessionIsOnline() {
        assertThat(Arrays.stream(Phase.values()).filter(phase -> phase.state() == AccountState.ONLINE))
                .containsExactly(Phase.POLLING, Phase.RENEWING, Phase.DEAF);
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
        lifecycle.become(Phase.RESUMING);
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a kept session needs nobody | RESUMING LOADING_CONTACTS POLLING",
                "tokens of last time         | RESUMING QUICK_LOGIN CHECKING_SIG FETCHING_VFWEBQQ LOGGING_IN"
                        + " LISTING_ONLINE LOADING_CONTACTS POLLING",
                "by code                     | RESUMING FETCHING_CODE WAITING_FOR_SCAN FETCHING_CODE WAITING_FOR_SCAN"
                        + " SCANNED CHECKING_SIG FETCHING_VFWEBQQ",
                "by password                 | RESUMING FETCHING_LOGIN_PAGE CHECKING_ACCOUNT SENDING_PASSWORD"
                        + " CHECKING_SIG LOGGING_IN LISTING_ONLINE",
                "by password and captcha     | RESUMING FETCHING_LOGIN_PAGE CHECKING_ACCOUNT FETCHING_CAPTCHA"
                        + " WAITING_FOR_CAPTCHA SENDING_PASSWORD CHECKING_ACCOUNT FETCHING_CAPTCHA"
                        + " WAITING_FOR_CAPTCHA CHECKING_ACCOUNT SENDING_PASSWORD FETCHING_LOGIN_PAGE",
                "a wrong password            | RESUMING FETCHING_LOGIN_PAGE CHECKING_ACCOUNT SENDING_PASSWORD REFUSED",
                "no network at the start     | RESUMING WAITING_TO_SIGN_IN LOADING_CONTACTS",
                "a code after a wait         | RESUMING FETCHING_CODE WAITING_TO_SIGN_IN WAITING_FOR_SCAN",
                "a password after a wait     | RESUMING FETCHING_LOGIN_PAGE WAITING_TO_SIGN_IN CHECKING_ACCOUNT",
                "tokens after a wait         | RESUMING QUICK_LOGIN WAITING_TO_SIGN_IN CHECKING_SIG"
            })
    void waysIn(String way, String phases) {
        assertThat(phases.split(" ")).satisfies(this::walk);
    }

    @ParameterizedTest
    @CsvSource({
        "POLLING, POLL_TROUBLE",
        "POLLING, RELINKING",
        "POLLING, RENEWING",
        "POLLING, WAITING_TO_SIGN_IN",
        "POLLING, KICKED",
        "RELINKING, POLLING",
        "RELINKING, WAITING_TO_SIGN_IN",
        "RENEWING, POLLING",
        "RENEWING, POLL_TROUBLE",
        "RENEWING, CHECKING_SIG",
        "RENEWING, KICKED"
    })
    void sessionGoesThroughTrouble(Phase from, Phase to) {
        assertThat(from.mayBecome(to)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "OFFLINE, POLLING",
        "OFFLINE, FETCHING_CODE",
        "RESUMING, POLLING",
        "FETCHING_CODE, CHECKING_SIG",
        "FETCHING_LOGIN_PAGE, SENDING_PASSWORD",
        "WAITING_FOR_CAPTCHA, CHECKING_SIG",
        "CHECKING_SIG, POLLING",
        "LOADING_CONTACTS, KICKED",
        "POLLING, FETCHING_CODE",
        "KICKED, WAITING_TO_SIGN_IN",
        "REFUSED, WAITING_TO_SIGN_IN",
        "REFUSED, RESUMING",
        "STOPPED, RESUMING"
    })
    void noStepIsLeftOut(Phase from, Phase to) {
        assertThat(from.mayBecome(to)).isFalse();
    }

    @Test
    void whoGaveUpNeedsAPerson() {
        lifecycle.become(Phase.RESUMING);
        lifecycle.become(Phase.FETCHING_LOGIN_PAGE);
        lifecycle.become(Phase.CHECKING_ACCOUNT);
        lifecycle.become(Phase.SENDING_PASSWORD);
        lifecycle.become(Phase.REFUSED, "the password is wrong");
        assertThat(told).last().isInstanceOfSatisfying(AccountNeedsAttention.class, attention -> {
            assertThat(attention.need()).isEqualTo(AccountNeedsAttention.Need.ACT);
            assertThat(attention.summary()).isEqualTo("the password is wrong");
        });
    }

    private void walk(String[] phases) {
        Phase from = Phase.OFFLINE;
        for (String name : phases) {
            Phase to = Phase.valueOf(name);
            assertThat(from.mayBecome(to)).as("%s to %s", from, to).isTrue();
            from = to;
        }
    }
}
