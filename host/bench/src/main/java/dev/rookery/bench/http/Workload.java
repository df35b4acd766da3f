package dev.rookery.bench.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** What is asked of each client once a round. */
interface Workload {

    /** What aims and options call it. */
    String name();

    /** What the results call it. */
    String title();

    /** How many rounds there are at most; the caller's number if that is less. */
    default int mostRounds() {
        return Integer.MAX_VALUE;
    }

    /** Brings a client to the state it is measured in. */
    void warmUp(ChildProcess client, Duration atLeast) throws IOException;

    /** Measures it once. */
    Sample measure(ChildProcess client) throws IOException;

    /**
     * So many requests in flight on kept-alive connections, for a while.
     *
     * @param server where to; its scheme decides about TLS
     */
    record KeepAlive(String name, URI server, int inFlight, Duration window) implements Workload {

        private static final int WARM_REQUESTS = 30_000;
        private static final int MOST_WARM_UPS = 5;

        @Override
        public String title() {
            return "kept-alive " + server.getScheme() + ", " + inFlight + " in flight, per request";
        }

        /** For the given time, and on a slow machine for longer: until the compiler has seen enough of it. */
        @Override
        public void warmUp(ChildProcess client, Duration atLeast) throws IOException {
            double requests = 0;
            for (int i = 0; i < MOST_WARM_UPS && requests < WARM_REQUESTS; i++) {
                requests += flood(client, atLeast).figures().getOrDefault(Metric.RATE, 0.0) * atLeast.toMillis() / 1e3;
            }
        }

        @Override
        public Sample measure(ChildProcess client) throws IOException {
            return flood(client, window);
        }

        private Sample flood(ChildProcess client, Duration time) throws IOException {
            return Sample.perRequest(client.ask(
                    "flood server=" + server + " in-flight=" + inFlight + " millis=" + time.toMillis(),
                    time.plusMinutes(1)));
        }
    }

    /** One request after the other, each sent from the callback of the one before. */
    record Chain(URI server, int hops) implements Workload {

        private static final Duration PATIENCE = Duration.ofMinutes(6);

        private static final int LEAST_WARM_UP = 1000;

        @Override
        public String name() {
            return "chain";
        }

        @Override
        public String title() {
            return hops + " dependent hops, per hop";
        }

        @Override
        public void warmUp(ChildProcess client, Duration atLeast) throws IOException {
            ask(client, Math.max(LEAST_WARM_UP, hops / 4));
        }

        @Override
        public Sample measure(ChildProcess client) throws IOException {
            return ask(client, hops);
        }

        private Sample ask(ChildProcess client, int count) throws IOException {
            return Sample.perRequest(client.ask("chain server=" + server + " hops=" + count, PATIENCE));
        }
    }
}
