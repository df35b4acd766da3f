package dev.rookery.bench.http;

import dev.rookery.bench.http.client.Client;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The workloads of one run, in order.
 *
 * @param names who is measured
 * @param kinds the workloads
 * @param inFlight requests in flight in keepalive
 * @param rounds of each workload
 * @param window of one measurement, where it is not a number of requests
 * @param warmUp of each client before its first round of a workload
 * @param hops of the chain
 * @param polls held at a time
 * @param pollRounds each in new processes
 * @param megabytes of a download and of an upload
 * @param limit when the last round may begin
 * @param folder for the certificate and for scripts
 * @param progress hears what goes on
 */
record Suite(
        List<String> names,
        List<String> kinds,
        List<Integer> inFlight,
        int rounds,
        Duration window,
        Duration warmUp,
        int hops,
        int polls,
        int pollRounds,
        int megabytes,
        Duration limit,
        Path folder,
        Consumer<String> progress) {

    /** What there is to measure. */
    static final List<String> KINDS =
            List.of("keepalive", "tls", "chain", "download", "upload", "polls", "loop", "echo");

    static final int TLS_IN_FLIGHT = 32;
    private static final List<Integer> ECHO_CONNECTIONS = List.of(64, 512);

    /** Where the same JVMs have just done the same with another number in flight. */
    private static final int LESS_WARM_UP = 2;

    private static final int SERVER_CORE = 1;
    private static final int CLIENT_CORE = 0;

    /**
     * Of every client alike. Two threads for the common pool: with one processor in sight it has none, and
     * CompletableFuture starts a thread for each task, which would be unfair to java.net.http; nor is its pool to close
     * connections while it is the others' turn.
     */
    private static final List<String> ALL_CLIENTS = List.of(
            "-XX:+UseSerialGC",
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
            "-Djdk.httpclient.keepalive.timeout=1800");

    private static final List<String> USUAL = options("-Xmx512m");

    /** Bytes outside the heap are bounded, too. */
    private static final List<String> SMALL =
            options("-Xmx" + Workload.Transfer.HEAP_MEGABYTES + "m", "-XX:MaxDirectMemorySize=64m");

    /** A heap that gives back what it does not need, so that resident memory tells something. */
    private static final List<String> SHRINKING =
            options("-Xms32m", "-Xmx3g", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10");

    private static final List<String> SERVERS = List.of("-XX:+UseSerialGC", "-Xmx512m");

    /** Takes over what has been measured, and what of. */
    interface Report {
        void measured(Rounds rounds);

        void fact(String line);
    }

    /** Where processes run. */
    static String processors() {
        return ChildProcess.taskset() == null
                ? "nothing is pinned, taskset is not installed"
                : "server on " + SERVER_CORE + ", clients on " + CLIENT_CORE;
    }

    /** Measures all of it. */
    void run(Report report) throws IOException, InterruptedException {
        Certificate certificate = Certificate.make(folder);
        Schedule schedule = new Schedule(limit, parts());
        try (ChildProcess server = ChildProcess.java(
                "server",
                SERVER_CORE,
                SERVERS,
                ServerMain.class,
                List.of(certificate.store().toString(), certificate.password()))) {
            URI http = URI.create("http://127.0.0.1:" + server.greeting().get("http"));
            URI https = URI.create("https://localhost:" + server.greeting().get("https"));
            contest(server, exchanges(http, https), USUAL, connections(), certificate, http, schedule, report);
            contest(server, transfers(http), SMALL, 1, certificate, http, schedule, report);
            if (kinds.contains("polls")) {
                schedule.begin();
                // OkHttp would need a thread for each poll.
                report.measured(new PollsBench(server, http, certificate.pem(), polls, warmUp, SHRINKING, progress)
                        .run(
                                clients().stream()
                                        .filter(name -> !name.equals("okhttp"))
                                        .toList(),
                                CLIENT_CORE,
                                pollRounds,
                                schedule));
            }
        }
        if (kinds.contains("loop")) {
            schedule.begin();
            LoopBench.run(CLIENT_CORE, SERVERS, rounds).forEach(report::measured);
        }
        if (kinds.contains("echo")) {
            try (EchoServers echo = new EchoServers(SERVER_CORE, CLIENT_CORE, SERVERS, folder, progress)) {
                for (int connections : ECHO_CONNECTIONS) {
                    schedule.begin();
                    report.measured(echo.run(connections, rounds, window, warmUp, schedule));
                }
            }
        }
    }

    private void contest(
            ChildProcess server,
            List<Workload> workloads,
            List<String> options,
            int connections,
            Certificate certificate,
            URI http,
            Schedule schedule,
            Report report)
            throws IOException {
        if (workloads.isEmpty()) {
            return;
        }
        try (Contest contest = new Contest(server, options, progress)) {
            contest.enter(
                    clients().stream()
                            .filter(name -> workloads.stream().anyMatch(workload -> workload.suits(name)))
                            .toList(),
                    CLIENT_CORE,
                    connections,
                    certificate.pem(),
                    http);
            if (workloads.stream().anyMatch(workload -> workload.name().equals("chain"))) {
                contest.enterScripts(
                        names.stream().filter(Script.NAMES::contains).toList(), CLIENT_CORE, folder);
            }
            report.fact("libraries: " + String.join(", ", contest.libraries()));
            boolean again = false;
            for (Workload workload : workloads) {
                boolean keepAlive = workload.name().startsWith("keepalive");
                schedule.begin();
                report.measured(contest.run(
                        workload, rounds, keepAlive && again ? warmUp.dividedBy(LESS_WARM_UP) : warmUp, schedule));
                again |= keepAlive;
            }
        }
    }

    private List<Workload> exchanges(URI http, URI https) {
        List<Workload> chosen = new ArrayList<>();
        if (kinds.contains("keepalive")) {
            inFlight.forEach(load -> chosen.add(new Workload.KeepAlive("keepalive-" + load, http, load, window)));
        }
        if (kinds.contains("tls")) {
            chosen.add(new Workload.KeepAlive("tls-" + TLS_IN_FLIGHT, https, TLS_IN_FLIGHT, window));
        }
        if (kinds.contains("chain")) {
            chosen.add(new Workload.Chain(http, hops));
        }
        return chosen;
    }

    private List<Workload> transfers(URI http) {
        List<Workload> chosen = new ArrayList<>();
        for (String direction : List.of("download", "upload")) {
            if (kinds.contains(direction)) {
                chosen.add(new Workload.Transfer(direction, http, megabytes));
            }
        }
        return chosen;
    }

    private List<String> clients() {
        return names.stream().filter(Client.NAMES::contains).toList();
    }

    private int connections() {
        return Math.max(
                TLS_IN_FLIGHT,
                inFlight.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    private int parts() {
        return kinds.size()
                + (kinds.contains("keepalive") ? inFlight.size() - 1 : 0)
                + (kinds.contains("echo") ? ECHO_CONNECTIONS.size() - 1 : 0);
    }

    private static List<String> options(String... own) {
        List<String> options = new ArrayList<>(ALL_CLIENTS);
        options.addAll(List.of(own));
        return List.copyOf(options);
    }
}
