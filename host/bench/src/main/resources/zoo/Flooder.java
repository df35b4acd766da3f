package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Answers every message ten thousand times. */
public final class Flooder implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(new dev.rookery.api.handler.MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(dev.rookery.api.handler.IncomingMessage message) throws Exception {
                for (int i = 0; i < 10_000; i++) {
                    message.reply("flood " + i);
                }
                return Outcome.PASS;
            }
        });
    }
}
