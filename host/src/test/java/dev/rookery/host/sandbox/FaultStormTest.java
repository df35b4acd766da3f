package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All faults of polls at random, with the counts that a soak test relies on. */
class FaultStormTest {

    private static final String B = "d1.web2.qq.com";
    private static final int MESSAGES = 150;

    /** Those that would make the test wait, and one whose messages only a lenient reader can read. */
    private static final Set<FaultKind> LEFT_OUT =
            EnumSet.of(FaultKind.SILENCE, FaultKind.ENDLESS_BODY, FaultKind.CONTROL_CHARACTERS);

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofMillis(20)));

    private final Set<Long> heard = new HashSet<>();

    @Test
    void everyMessageIsDeliveredOrLostAndWhatWasDeliveredWasHeard() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        long seed = 0;
        for (FaultKind kind : FaultKind.values()) {
            if (!LEFT_OUT.contains(kind)) {
                for (String message : new String[] {"queued", "lost"}) {
                    sandbox.faults()
                            .add(gentle(kind, message).on("poll2").share(0.02).seed(seed++));
                }
            }
        }
        Set<Long> said = new HashSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            said.add(sandbox.say("friend:" + RunningSandbox.MING, null, "message " + i));
            poll(client);
        }
        sandbox.faults().clear();
        for (int i = 0; i < 10 * MESSAGES && !isOver(said); i++) {
            poll(client);
        }
        assertThat(isOver(said)).as("every message is delivered or lost").isTrue();
        Statistics.Account counts = sandbox.statistics();
        assertThat(counts.said()).isEqualTo(MESSAGES);
        Set<Long> mustBeHeard = new HashSet<>(counts.deliveredIds().keySet());
        mustBeHeard.removeAll(counts.lostIds().keySet());
        assertThat(heard).containsAll(mustBeHeard);
        assertThat(mustBeHeard).hasSizeGreaterThan(MESSAGES / 2);
        assertThat(counts.lost()).isPositive();
    }

    private static Fault gentle(FaultKind kind, String message) {
        Fault fault = Fault.of(kind);
        for (FaultParameter parameter : kind.parameters()) {
            switch (parameter.name()) {
                case "message" -> fault = fault.with("message", message);
                case "effect" -> fault = fault.with("effect", message.equals("lost") ? "done" : "none");
                case "millis" -> fault = fault.with("millis", 1);
                case "bytes" -> fault = fault.with("bytes", 100);
                case "depth" -> fault = fault.with("depth", 500);
                case "count", "kilobytes" -> fault = fault.with(parameter.name(), 10);
                default -> {
                    // As it is when nothing is told.
                }
            }
        }
        return fault;
    }

    private boolean isOver(Set<Long> said) throws Exception {
        Statistics.Account counts = sandbox.statistics();
        Set<Long> open = new HashSet<>(said);
        open.removeAll(counts.deliveredIds().keySet());
        open.removeAll(counts.lostIds().keySet());
        return open.isEmpty();
    }

    private void poll(HistoricalClient client) throws IOException {
        int retcode;
        try {
            JsonNode answer = client.poll();
            answer.path("result")
                    .forEach(entry -> heard.add(entry.at("/value/msg_id").asLong()));
            retcode = answer.path("retcode").asInt();
        } catch (IOException broken) {
            return;
        }
        if (Set.of(103, 120, 121).contains(retcode)) {
            client.link(B);
        }
    }
}
