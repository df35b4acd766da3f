package dev.rookery.bench.http;

import dev.rookery.bench.http.client.Client;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** What is asked of each client once a round. */
interface Workload {

    /** What aims and options call it. */
    String name();

    /** What the results call it. */
    String title();

    /** Whether a client can be asked at all. */
    default boolean suits(String client) {
        return Client.NAMES.contains(client);
    }

    /** How many rounds there are at most; the caller's number if that is less. */
    default int mostRounds() {
        return Integer.MAX_VALUE;
    }

    /** Has a client do the same as when it is measured, for about so long. */
    void warm(ChildProcess client, Duration time) throws IOException;

    /** Measures it once. */
    Sample measure(ChildProcess client) throws IOException;

    /**
     * So many requests in flight on kept-alive connections, for a while.
     *
     * @param server where to; its scheme decides about TLS
     */
    record KeepAlive(String name, URI server, int inFlight, Duration window) implements Workload {

        @Override
        public String title() {
            return "kept-alive " + server.getScheme() + ", " + inFlight + " in flight for " + window.toMillis() / 1e3
                    + " s, per request";
        }

        @Override
        public void warm(ChildProcess client, Duration time) throws IOException {
            flood(client, time);
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
        private static final int WARM_HOPS = 1000;

        /** Scripts make the tenth part of the hops, or they would take as long as all others together. */
        private static final int PART_OF_SCRIPTS = 10;

        @Override
        public String name() {
            return "chain";
        }

        @Override
        public String title() {
            return hops + " dependent hops (scripts: " + hops(Script.NAMES.get(0)) + "), per hop";
        }

        @Override
        public boolean suits(String client) {
            return Workload.super.suits(client) || Script.NAMES.contains(client);
        }

        @Override
        public int mostRounds() {
            return 3;
        }

        @Override
        public void warm(ChildProcess client, Duration time) throws IOException {
            long end = System.nanoTime() + time.toNanos();
            do {
                ask(client, WARM_HOPS);
            } while (System.nanoTime() < end);
        }

        @Override
        public Sample measure(ChildProcess client) throws IOException {
            return ask(client, hops(client.name()));
        }

        private int hops(String client) {
            return Script.NAMES.contains(client) ? Math.max(1, hops / PART_OF_SCRIPTS) : hops;
        }

        private Sample ask(ChildProcess client, int count) throws IOException {
            return Sample.perRequest(client.ask("chain server=" + server + " hops=" + count, PATIENCE));
        }
    }

    /**
     * One body that is far larger than the client's heap may become.
     *
     * @param direction {@code download} or {@code upload}
     */
    record Transfer(String direction, URI server, int megabytes) implements Workload {

        /** What the heap of a client is bounded to. */
        static final int HEAP_MEGABYTES = 64;

        private static final Duration PATIENCE = Duration.ofMinutes(2);
        private static final int WARM_MEGABYTES = 128;

        @Override
        public String name() {
            return direction;
        }

        @Override
        public String title() {
            return megabytes + " MB as one body, in a heap of " + HEAP_MEGABYTES + " MB; per MB";
        }

        @Override
        public boolean suits(String client) {
            return Client.STREAMING.contains(client);
        }

        @Override
        public int mostRounds() {
            return 3;
        }

        @Override
        public void warm(ChildProcess client, Duration time) throws IOException {
            long end = System.nanoTime() + time.toNanos();
            do {
                ask(client, Math.min(WARM_MEGABYTES, megabytes));
            } while (System.nanoTime() < end);
        }

        @Override
        public Sample measure(ChildProcess client) throws IOException {
            return ask(client, megabytes);
        }

        private Sample ask(ChildProcess client, int size) throws IOException {
            return Sample.perRequest(client.ask(direction + " server=" + server + " megabytes=" + size, PATIENCE));
        }
    }
}
