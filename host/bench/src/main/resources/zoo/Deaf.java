package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Waits for something that never comes and swallows interrupts. Ends with the property zoo.end. */
public final class Deaf implements BotPlugin {

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
                    try {
                        Thread.sleep(50);
                    } catch (InterruptedException e) {
                        // on purpose
                    }
                }
                return Outcome.PASS;
            }
        });
    }
}
