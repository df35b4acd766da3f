package dev.rookery.plugin.commands;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Offers help, ping, about, uptime, plugins and language, and to those with a say enable, disable and why. */
public final class CommandsPlugin implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        context.commands().registerAll(new Help(context.commands()));
        context.commands().registerAll(new Oversight(context.operator()));
        context.commands().registerAll(new Speech(context.operator()));
        context.commands().registerAll(new Facts(context.host(), context.clock()));
    }
}
