package dev.rookery.plugin.commands;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Offers help, ping, about, uptime and plugins. */
public final class CommandsPlugin implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        context.commands().registerAll(new Help(context.commands()));
        context.commands().registerAll(new Facts(context.host(), context.clock()));
    }
}
