package dev.rookery.bench.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is printed and written: aims first, then a table for each workload, in Markdown that reads well as it stands.
 *
 * @param facts machine, versions, date, load, method: one line each
 * @param workloads what was measured, in order
 */
record Results(List<String> facts, List<Rounds> workloads) {

    /** The whole document. */
    String markdown(List<Aim> aims) {
        StringBuilder text = new StringBuilder("# The HTTP client and the event loop against their peers\n\n");
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append(aims(aims));
        workloads.forEach(rounds -> text.append(table(rounds)));
        return text.toString();
    }

    /** How the aims fared; those whose workload or rival is missing are told as well. */
    String aims(List<Aim> aims) {
        List<List<String>> rows = new ArrayList<>();
        for (Aim aim : aims) {
            rows.add(workloads.stream()
                    .flatMap(rounds -> aim.judge(rounds).stream())
                    .findFirst()
                    .map(outcome -> List.of(aim.title(), outcome.measured(), outcome.met() ? "met" : "MISSED"))
                    .orElseGet(() -> List.of(aim.title(), "not measured", "")));
        }
        return "\n## Aims\n\n" + Results.table(List.of("aim", "measured: median of the rounds", ""), rows);
    }

    /** One workload, in the order of the first figure's medians. */
    static String table(Rounds rounds) {
        List<Metric> metrics = rounds.metrics();
        List<String> header = new ArrayList<>(List.of(""));
        for (Metric metric : metrics) {
            header.add(metric.title());
            if (metric.isCompared()) {
                header.add("by " + rounds.reference());
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (String contender : rounds.contenders()) {
            List<String> row = new ArrayList<>(List.of(contender));
            for (Metric metric : metrics) {
                var median = rounds.median(metric, contender);
                row.add(median.isPresent() ? metric.show(median.getAsDouble()) : "-");
                if (metric.isCompared()) {
                    row.add(rounds.ratio(metric, contender, rounds.reference())
                            .map(Results::quotient)
                            .orElse("-"));
                }
            }
            rows.add(row);
        }
        StringBuilder text = new StringBuilder("\n## " + rounds.workload() + ": " + rounds.title() + "\n\n");
        if (!rounds.method().isEmpty()) {
            text.append("Method: ").append(rounds.method()).append(".\n\n");
        }
        text.append(rows.isEmpty() ? "Nobody came through.\n" : table(header, rows));
        rounds.failures()
                .forEach((contender, cause) ->
                        text.append("\n" + contender + " failed and is left out: " + cause + "\n"));
        return text.toString();
    }

    private static String quotient(Rounds.Ratio ratio) {
        return ratio.least() == ratio.most()
                ? String.format(Locale.ROOT, "%.2f", ratio.median())
                : String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.least(), ratio.most());
    }

    /** Columns as wide as their widest cell, the first to the left, the others to the right. */
    private static String table(List<String> header, List<List<String>> rows) {
        int[] widths = new int[header.size()];
        Stream.concat(Stream.of(header), rows.stream()).forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder(line(header, widths));
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "| " : " | ")
                    .append("-".repeat(Math.max(2, widths[i]) - 1))
                    .append(i == 0 ? '-' : ':');
        }
        text.append(" |\n");
        rows.forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(Math.max(2, widths[i]) - row.get(i).length());
            text.append(i == 0 ? "| " : " | ").append(i == 0 ? row.get(i) + padding : padding + row.get(i));
        }
        return text.append(" |\n").toString();
    }
}
