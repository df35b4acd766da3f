package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Keeps all the memory that it can get. */
public final class Eater implements BotPlugin {
    private final java.util.List<byte[]> kept = new java.util.ArrayList<>();

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(new dev.rookery.api.handler.MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(dev.rookery.api.handler.IncomingMessage message) throws Exception {
                while (true) {
                    kept.add(new byte[1 << 20]);
                }
            }
        });
    }
}
