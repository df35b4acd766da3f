package dev.rookery.plugin.commands;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.time.Clock;

/** Offers help, ping, about, uptime and plugins. */
public final class CommandsPlugin implements BotPlugin {

    private final Clock clock;

    /** Called by the host. */
    public CommandsPlugin() {
        this(Clock.systemUTC());
    }

    CommandsPlugin(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onEnable(PluginContext context) {
        context.commands().registerAll(new Help(context.commands()));
        context.commands().registerAll(new Facts(context.host(), clock));
    }
}
