package dev.rookery.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Speaks to the bot through the sandbox's control API, on a thread of its own, and listens on the caller's. */
final class Conversation {

    /** Without any answer for so long, what is still missing is given up. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** A workload that is not done by then is given up, even if an answer comes now and then. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int HOLD_MILLIS = 1000;

    private final InetSocketAddress sandbox;
    private final HostProcess host;
    private final Ledger ledger;
    private final ObjectMapper json = new ObjectMapper();
    private long lastAnswer;

    Conversation(InetSocketAddress sandbox, HostProcess host, Ledger ledger) {
        this.sandbox = sandbox;
        this.host = host;
        this.ledger = ledger;
    }

    /** Carries out a workload, until all is answered or there is no hope. What is missing then is in the ledger. */
    Measured carryOut(Workload workload) throws IOException, InterruptedException {
        int first = ledger.said();
        OptionalLong bytesBefore = host.allocatedBytes();
        Duration hostBefore = host.cpu();
        Duration benchBefore = ownCpu();
        long start = System.nanoTime();
        long end = exchange(workload, start);
        Duration hostCpu = host.cpu().minus(hostBefore);
        Duration benchCpu = ownCpu().minus(benchBefore);
        OptionalLong bytesAfter = host.allocatedBytes();
        OptionalLong bytes = bytesBefore.isPresent() && bytesAfter.isPresent()
                ? OptionalLong.of(bytesAfter.getAsLong() - bytesBefore.getAsLong())
                : OptionalLong.empty();
        return Measured.of(end - start, hostCpu, benchCpu, bytes, ledger.delays(first));
    }

    /** Notes answers that have come since, without waiting. */
    void listenOnce() throws IOException {
        try (ControlConnection connection = new ControlConnection(sandbox)) {
            listen(connection, 0);
        }
    }

    /** The time of the last answer. */
    private long exchange(Workload workload, long start) throws IOException, InterruptedException {
        Semaphore room = new Semaphore(workload.window());
        int goal = ledger.answered() + workload.messages();
        long lastHeard = start;
        ExecutorService speaker = Executors.newSingleThreadExecutor();
        try (ControlConnection mouth = new ControlConnection(sandbox);
                ControlConnection ear = new ControlConnection(sandbox)) {
            Future<?> speech = speaker.submit(() -> {
                speak(mouth, workload, start, room);
                return null;
            });
            while (ledger.answered() < goal) {
                int heard = listen(ear, HOLD_MILLIS);
                room.release(heard);
                long now = System.nanoTime();
                lastHeard = heard > 0 ? now : lastHeard;
                failIfItFailed(speech);
                if (!host.isAlive() || now - lastHeard > SILENCE.toNanos() || now - start > LONGEST.toNanos()) {
                    break;
                }
            }
        } finally {
            speaker.shutdownNow();
        }
        return lastHeard;
    }

    private void speak(ControlConnection mouth, Workload workload, long start, Semaphore room)
            throws IOException, InterruptedException {
        for (int i = 0; i < workload.messages(); i++) {
            room.acquire();
            long due = System.nanoTime();
            if (workload.rate() > 0) {
                due = start + i * TimeUnit.SECONDS.toNanos(1) / workload.rate();
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
            }
            int number = ledger.say(due);
            mouth.post(
                    "/sandbox/say",
                    "{\"chat\":\"" + EchoWorld.name(ledger.chat(number)) + "\",\"text\":\"" + Ledger.text(number)
                            + "\"}");
        }
    }

    private int listen(ControlConnection ear, int holdMillis) throws IOException {
        JsonNode sent = json.readTree(ear.get("/sandbox/sent?since=" + lastAnswer + "&wait=" + holdMillis))
                .path("sent");
        long now = System.nanoTime();
        for (JsonNode answer : sent) {
            lastAnswer = answer.path("n").asLong();
            ledger.answer(
                    EchoWorld.chat(answer.path("chat").asText()),
                    answer.path("text").asText(),
                    now);
        }
        return sent.size();
    }

    private static void failIfItFailed(Future<?> speech) throws IOException, InterruptedException {
        if (speech.isDone()) {
            try {
                speech.get();
            } catch (ExecutionException failure) {
                throw new IOException("speaking failed", failure.getCause());
            }
        }
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
