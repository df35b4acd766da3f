package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Says something unasked, in the same chat, ten thousand times for every message. */
public final class Broadcaster implements BotPlugin {

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
                    context.send(message.chat().id(), dev.rookery.api.message.Message.text("flood " + i));
                }
                return Outcome.PASS;
            }
        });
    }
}
