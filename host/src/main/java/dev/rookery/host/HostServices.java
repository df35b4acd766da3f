package dev.rookery.host;

import dev.rookery.api.handler.Questions;
import dev.rookery.host.ask.PendingQuestions;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.plugin.AccountPermissions;
import dev.rookery.host.plugin.PluginOwner;
import dev.rookery.host.plugin.PluginServices;
import dev.rookery.host.plugin.SettingsBinder;
import dev.rookery.host.time.Timers;
import java.time.Instant;

/** What the real host lends to its plugins. Closed when they have stopped. */
final class HostServices implements PluginServices, AutoCloseable {

    private final RookeryConfig config;
    private final PluginSettings settings;
    private final Instant startedAt;
    private final Timers timers;
    private final PendingQuestions questions;

    HostServices(
            RookeryConfig config, ConfigDocument document, Timers timers, Instant startedAt, Dispatcher dispatcher) {
        this.config = config;
        this.timers = timers;
        this.questions = PendingQuestions.keptIn(config.data().resolve("questions.jsonl"), dispatcher, timers);
        this.settings = new PluginSettings(document);
        this.startedAt = startedAt;
    }

    @Override
    public String version() {
        return Main.Version.current();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public SettingsBinder settings() {
        return settings;
    }

    @Override
    public AccountPermissions permissions() {
        return config::allows;
    }

    @Override
    public Questions questions(PluginOwner owner) {
        return questions.open(owner.threads());
    }

    /** Takes up what was left by the process before. To be called once, when the data folder is ours. */
    void resume() {
        questions.resume();
    }

    @Override
    public void close() {
        questions.close();
    }
}
