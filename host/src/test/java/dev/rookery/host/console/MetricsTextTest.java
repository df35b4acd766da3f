package dev.rookery.host.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTextTest {

    @Test
    void aFamilyIsItsHelpItsTypeAndItsSamples() {
        MetricsText text = new MetricsText();
        text.counter("heard_total", "What was heard.")
                .sample(12_345_678_901L, "account", "pual", "kind", "group")
                .sample(0, "account", "二号", "kind", "group");
        text.gauge("up_seconds", "How long.").sample(1.5);
        assertThat(text).hasToString("""
                # HELP heard_total What was heard.
                # TYPE heard_total counter
                heard_total{account="pual",kind="group"} 12345678901
                heard_total{account="二号",kind="group"} 0
                # HELP up_seconds How long.
                # TYPE up_seconds gauge
                up_seconds 1.5
                """);
    }

    @Test
    void valuesOfLabelsCannotLeaveTheirQuotes() {
        assertThat(new MetricsText()
                        .gauge("a", "b")
                        .sample(1, "name", "x\\\"} 9\ny")
                        .toString())
                .endsWith("a{name=\"x\\\\\\\"} 9\\ny\"} 1\n");
    }
}
