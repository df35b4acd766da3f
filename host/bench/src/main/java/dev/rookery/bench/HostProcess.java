package dev.rookery.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code rookery run} of the unpacked product as a process of its own, so that its CPU time is that of the host alone.
 * It runs on the JDK of the benchmark, as shipped; {@code ROOKERY_JAVA_OPTS} reaches it.
 */
final class HostProcess implements AutoCloseable {

    /** A stop in order has 5 s; what takes longer than this is killed. */
    private static final Duration STOPPING = Duration.ofSeconds(15);

    /** How {@code jcmd} tells what a thread has allocated: whole bytes, K or M. */
    private static final Pattern ALLOCATED = Pattern.compile("allocated=(\\d+)([BKMG])");

    private final Process process;
    private final Path log;

    private HostProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "host-killer"));
    }

    /** Starts it with one WebQQ account that signs in to the sandbox. What it prints goes to a file of the folder. */
    static HostProcess start(Path product, Path folder, InetSocketAddress sandbox) throws IOException {
        Path config = folder.resolve("rookery.yml");
        Files.writeString(config, """
                accounts:
                  pual:
                    network: webqq
                    endpoint: http://%s:%d
                plugins:
                  directory: '%s'
                """.formatted(
                        sandbox.getAddress().getHostAddress(),
                        sandbox.getPort(),
                        product.resolve("plugins").toString().replace("'", "''")));
        Path log = folder.resolve("host.log");
        ProcessBuilder builder = new ProcessBuilder(
                        product.resolve("bin/rookery").toString(), "run", "-c", config.toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("host.out").toFile())
                .redirectError(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new HostProcess(builder.start(), log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The CPU time used so far by all its threads, the compiler's and the collector's included. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * What its living threads have allocated so far, to about a percent; empty without a {@code jcmd} beside the JVM.
     */
    OptionalLong allocatedBytes() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return OptionalLong.empty();
        }
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "Thread.print", "-e")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String threads = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.waitFor() != 0) {
            return OptionalLong.empty();
        }
        long bytes = 0;
        for (Matcher thread = ALLOCATED.matcher(threads); thread.find(); ) {
            bytes += Long.parseLong(thread.group(1)) << (10 * "BKMG".indexOf(thread.group(2)));
        }
        return OptionalLong.of(bytes);
    }

    /** Stops it in order. False if it did not stop within its time and was killed. */
    boolean stop() throws InterruptedException {
        process.destroy();
        boolean stopped = process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        close();
        return stopped;
    }

    /** What it has logged as WARN or ERROR. */
    List<String> complaints() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .toList();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
