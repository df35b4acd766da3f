package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Allocates a gigabyte of garbage for every message. */
public final class Hog implements BotPlugin {
    private volatile byte[] last = {};

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(new dev.rookery.api.handler.MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(dev.rookery.api.handler.IncomingMessage message) throws Exception {
                for (int i = 0; i < 1_024; i++) {
                    last = new byte[1 << 20];
                }
                return Outcome.PASS;
            }
        });
    }
}
