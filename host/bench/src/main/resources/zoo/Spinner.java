package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Computes for ever and does not heed interrupts. Ends with the property zoo.end. */
public final class Spinner implements BotPlugin {
    private volatile long sum;

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(new dev.rookery.api.handler.MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(dev.rookery.api.handler.IncomingMessage message) throws Exception {
                while (System.getProperty("zoo.end") == null) {
                    for (int i = 0; i < 1_000_000; i++) {
                        sum += i;
                    }
                }
                return Outcome.PASS;
            }
        });
    }
}
