package dev.rookery.host;

import dev.rookery.api.event.AccountState;
import dev.rookery.host.console.MetricsText;
import dev.rookery.host.dispatch.SendCounts;
import dev.rookery.host.plugin.PluginFigures;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginLeak;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import dev.rookery.host.why.MessageCounts;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What can be counted and measured of a running host, for Prometheus. Collected on a thread of its own, since looking
 * at all threads of the process takes a while; who asks meanwhile gets the same. Any thread.
 */
final class HostMetrics implements Supplier<CompletionStage<String>> {

    private final PluginHost plugins;
    private final Supplier<Map<String, AccountState>> accounts;
    private final Map<String, MessageCounts> heard;
    private final Map<String, SendCounts> sent;
    private CompletableFuture<String> latest = CompletableFuture.completedFuture("");

    /**
     * Measures what it is given.
     *
     * @param plugins the plugins
     * @param accounts where the accounts stand
     * @param heard how many messages have come, by account
     * @param sent what became of what was said, by account
     */
    HostMetrics(
            PluginHost plugins,
            Supplier<Map<String, AccountState>> accounts,
            Map<String, MessageCounts> heard,
            Map<String, SendCounts> sent) {
        this.plugins = plugins;
        this.accounts = accounts;
        this.heard = heard;
        this.sent = sent;
    }

    @Override
    public synchronized CompletionStage<String> get() {
        if (latest.isDone()) {
            latest = CompletableFuture.supplyAsync(this::text, HostMetrics::run);
        }
        return latest;
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "rookery-metrics");
        thread.setDaemon(true);
        thread.start();
    }

    private String text() {
        MetricsText text = new MetricsText();
        text.gauge("rookery_build_info", "The version of the host.").sample(1, "version", Main.Version.current());
        accounts(text);
        states(text);
        figures(text);
        machine(text);
        return text.toString();
    }

    private void accounts(MetricsText text) {
        text.gauge("rookery_account_online", "Whether the account is on line.");
        accounts.get()
                .forEach((account, state) -> text.sample(state == AccountState.ONLINE ? 1 : 0, "account", account));
        text.counter("rookery_messages_heard_total", "Messages that have come.");
        heard.forEach((account, counts) -> text.sample(counts.heard(), "account", account));
        text.counter("rookery_messages_handled_total", "Messages that have come to the end of their way.");
        heard.forEach((account, counts) -> text.sample(counts.handled(), "account", account));
        text.counter("rookery_messages_missed_total", "Times that a plugin or a chat had no room for a message.");
        heard.forEach((account, counts) -> text.sample(counts.missed(), "account", account));
        text.counter("rookery_sends_total", "Messages that were to be sent, by what became of them.");
        sent.forEach((account, counts) -> text.sample(counts.sent(), "account", account, "fate", "sent")
                .sample(counts.refused(), "account", account, "fate", "refused")
                .sample(counts.unknown(), "account", account, "fate", "unknown"));
    }

    private void states(MetricsText text) {
        Map<String, PluginState> states = new TreeMap<>();
        for (PluginStatus plugin : plugins.plugins()) {
            if (!plugin.id().isEmpty()) { // of several jars of one plugin, the one that is at work tells
                states.merge(plugin.id(), plugin.state(), (a, b) -> RunningPlugins.AT_WORK.contains(b) ? b : a);
            }
        }
        text.gauge("rookery_plugin_state", "1 for the state that the plugin is in, 0 for the others.");
        states.forEach((id, current) -> {
            for (PluginState state : PluginState.values()) {
                String name = state.name().toLowerCase(Locale.ROOT);
                text.sample(state == current ? 1 : 0, "plugin", id, "state", name);
            }
        });
    }

    private void figures(MetricsText text) {
        List<PluginFigures> all = plugins.figures();
        text.counter("rookery_plugin_calls_total", "Calls of the plugin's handlers and jobs.");
        each(text, all, plugin -> plugin.tally().calls());
        text.counter("rookery_plugin_failures_total", "Times that something of the plugin failed or took too long.");
        each(text, all, plugin -> plugin.tally().failures());
        text.counter("rookery_plugin_missed_total", "Messages and events that the plugin had no room for.");
        each(text, all, plugin -> plugin.tally().missed());
        text.counter("rookery_plugin_refused_total", "Messages that the plugin wanted to say beyond its quota.");
        each(text, all, plugin -> plugin.tally().refused());
        text.counter("rookery_plugin_threads_lost_total", "Threads of the plugin that were given up.");
        each(text, all, plugin -> plugin.tally().lostThreads());
        text.gauge("rookery_plugin_threads", "Threads that run in the plugin's name.");
        each(text, all, PluginFigures::threads);
        text.counter("rookery_plugin_cpu_seconds_total", "Processor time that the plugin used since it was started.");
        each(text, all, plugin -> plugin.usage().processor().toNanos() / 1e9);
        text.counter("rookery_plugin_allocated_bytes_total", "Memory that the plugin allocated since it was started.");
        each(text, all, plugin -> plugin.usage().allocated());
        Map<String, Long> leaks =
                plugins.leaks().stream().collect(Collectors.groupingBy(PluginLeak::id, Collectors.counting()));
        text.gauge("rookery_plugin_leaks", "Former lives of the plugin that stay in memory.");
        each(text, all, plugin -> leaks.getOrDefault(plugin.id(), 0L));
    }

    private static void each(MetricsText text, List<PluginFigures> all, Function<PluginFigures, Number> figure) {
        all.forEach(plugin -> text.sample(figure.apply(plugin), "plugin", plugin.id()));
    }

    /** Under the names that Prometheus' own client for Java gives them. */
    private static void machine(MetricsText text) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        text.gauge("jvm_memory_used_bytes", "Memory in use.")
                .sample(memory.getHeapMemoryUsage().getUsed(), "area", "heap")
                .sample(memory.getNonHeapMemoryUsage().getUsed(), "area", "nonheap");
        text.gauge("jvm_memory_max_bytes", "Memory that may be used; -1 where there is no bound.")
                .sample(memory.getHeapMemoryUsage().getMax(), "area", "heap")
                .sample(memory.getNonHeapMemoryUsage().getMax(), "area", "nonheap");
        text.gauge("jvm_threads_current", "Threads that live.")
                .sample(ManagementFactory.getThreadMXBean().getThreadCount());
        text.gauge("process_start_time_seconds", "When the process started, in seconds since 1970.")
                .sample(ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(used -> text.counter("process_cpu_seconds_total", "Processor time that the process used.")
                        .sample(used.toNanos() / 1e9));
    }
}
