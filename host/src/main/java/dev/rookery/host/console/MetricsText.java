package dev.rookery.host.console;

/**
 * Figures in Prometheus' text format, version 0.0.4: families, each with its samples. Written by hand: the format is
 * two lines a family, and a library for it would be a second place for every figure. For one thread.
 */
public final class MetricsText {

    /** What it is sent as. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();
    private String family = "";

    /** Begins the family of a figure that only grows, but for a restart; its name ends with {@code _total}. */
    public MetricsText counter(String name, String help) {
        return family(name, "counter", help);
    }

    /** Begins the family of a figure that goes up and down. */
    public MetricsText gauge(String name, String help) {
        return family(name, "gauge", help);
    }

    private MetricsText family(String name, String type, String help) {
        family = name;
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /**
     * Adds a sample to the family that was begun last.
     *
     * @param labels names and values by turns
     */
    public MetricsText sample(Number value, String... labels) {
        text.append(family);
        for (int i = 0; i + 1 < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1])).append('"');
        }
        text.append(labels.length > 1 ? "} " : " ").append(value).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
