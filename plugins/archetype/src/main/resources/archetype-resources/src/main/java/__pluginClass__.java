package ${package};

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Answers the command {@code greet}. */
public final class ${pluginClass} implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        ConfigHandle<Settings> settings = context.config(Settings.class);
        context.commands()
                .register(CommandSpec.named("greet")
                        .describe("greets you")
                        .handle(call -> call.reply(
                                settings.get().greeting() + ", " + call.sender().name())));
    }
}
