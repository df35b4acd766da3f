package dev.rookery.host.httpstream.micrometer;

import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.HttpStreamListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times what happens in streams, in a registry of Micrometer's, which is not needed unless this class is
 * used. One listener may serve any number of streams.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>is</th><th>tags</th></tr>
 * <tr><td>{@code rookery.http.chains}</td><td>gauge: chains under way</td><td></td></tr>
 * <tr><td>{@code rookery.http.exchange}</td><td>timer: from beginning to outcome</td><td>method, host, outcome: a
 * status or the phase of the failure</td></tr>
 * <tr><td>{@code rookery.http.acquire}</td><td>timer: until there is a connection to use or to open</td><td>host,
 * reused</td></tr>
 * <tr><td>{@code rookery.http.connect}</td><td>timer: look up and connect</td><td>host</td></tr>
 * <tr><td>{@code rookery.http.tls}</td><td>timer: TLS handshake</td><td>host</td></tr>
 * <tr><td>{@code rookery.http.wait}</td><td>timer: from sending to the head of the response</td><td>host</td></tr>
 * <tr><td>{@code rookery.http.redirects}</td><td>counter: redirects followed</td><td>host: that redirected</td></tr>
 * <tr><td>{@code rookery.http.retries}</td><td>counter: attempts after the first</td><td>host</td></tr>
 * </table>
 *
 * <p>A host is that of the exchange's first request. Hosts after the first {@value #MAX_HOSTS} are called
 * {@code other}, as are methods beside those of RFC 9110 and PATCH, and statuses outside 100 to 599.
 */
public final class MicrometerListener implements HttpStreamListener {

    /** How many hosts have meters of their own: meters are never forgotten. */
    public static final int MAX_HOSTS = 100;

    private static final String PREFIX = "rookery.http.";
    private static final String OTHER = "other";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** What a meter is found by; finding it in the registry costs more. */
    private record Key(String name, String host, String first, String second) {}

    private final MeterRegistry registry;
    private final AtomicInteger chains = new AtomicInteger();
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Set<String> hosts = ConcurrentHashMap.newKeySet();

    /** The host of the exchange under way. */
    private final Map<Chain, String> underWay = new ConcurrentHashMap<>();

    /** Registers its gauge; the other meters appear when there is something to tell. */
    public MicrometerListener(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge(PREFIX + "chains", chains);
    }

    @Override
    public void chainStarted(Chain chain) {
        chains.incrementAndGet();
    }

    @Override
    public void exchangeStarted(Chain chain, HttpRequest request, int attempt) {
        String host = host(request);
        underWay.put(chain, host);
        if (attempt > 1) {
            count("retries", host);
        }
    }

    @Override
    public void connectionAcquired(Chain chain, boolean reused, Duration took) {
        String host = host(chain);
        timers.computeIfAbsent(
                        new Key("acquire", host, Boolean.toString(reused), ""),
                        key -> registry.timer(PREFIX + key.name(), "host", host, "reused", key.first()))
                .record(took);
    }

    @Override
    public void connected(Chain chain, Duration took) {
        time("connect", host(chain), took);
    }

    @Override
    public void secured(Chain chain, Duration took) {
        time("tls", host(chain), took);
    }

    @Override
    public void responseStarted(Chain chain, HttpRequest request, int status, Duration took) {
        time("wait", host(chain), took);
    }

    @Override
    public void redirected(Chain chain, HttpRequest from, HttpRequest to) {
        count("redirects", host(from));
    }

    @Override
    public void exchangeEnded(Chain chain, HttpRequest request, HttpResponse response, Duration took) {
        int status = response.status();
        ended(chain, request, status >= 100 && status <= 599 ? Integer.toString(status) : OTHER, took);
    }

    @Override
    public void exchangeFailed(Chain chain, HttpRequest request, HttpStreamException failure) {
        ended(chain, request, failure.phase().name().toLowerCase(Locale.ROOT), failure.elapsed());
    }

    @Override
    public void chainEnded(Chain chain) {
        chains.decrementAndGet();
    }

    private void ended(Chain chain, HttpRequest request, String outcome, Duration took) {
        String host = host(chain);
        underWay.remove(chain);
        String method = METHODS.contains(request.method()) ? request.method() : OTHER;
        timers.computeIfAbsent(
                        new Key("exchange", host, method, outcome),
                        key -> registry.timer(PREFIX + key.name(), "method", method, "host", host, "outcome", outcome))
                .record(took);
    }

    private void time(String name, String host, Duration took) {
        timers.computeIfAbsent(new Key(name, host, "", ""), key -> registry.timer(PREFIX + name, "host", host))
                .record(took);
    }

    private void count(String name, String host) {
        counters.computeIfAbsent(new Key(name, host, "", ""), key -> registry.counter(PREFIX + name, "host", host))
                .increment();
    }

    private String host(Chain chain) {
        return underWay.getOrDefault(chain, OTHER);
    }

    /** Streams on other loops may exceed the bound by one each. */
    private String host(HttpRequest request) {
        String host = request.uri().getHost().toLowerCase(Locale.ROOT);
        if (hosts.contains(host)) {
            return host;
        }
        return hosts.size() < MAX_HOSTS && hosts.add(host) ? host : OTHER;
    }
}
