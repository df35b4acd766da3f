package ${package};

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.util.Optional;

/** Greets people: the command {@code greet}. What it says in which language is in the files of messages beside it. */
public final class ${pluginClass} implements BotPlugin {

    private static final Arg<Optional<String>> WHOM = Arg.rest("whom").optional();

    @Override
    public void onEnable(PluginContext context) {
        ConfigHandle<Settings> settings = context.config(Settings.class);
        context.commands().register(CommandSpec.named("greet").args(WHOM).handle(call -> greet(call, settings.get())));
    }

    private static void greet(CommandCall call, Settings settings) {
        String whom = call.get(WHOM).orElse(call.sender().name());
        call.reply(call.phrase("greeting", settings.greeting(), whom));
    }
}
