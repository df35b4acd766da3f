package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Changes name, priority and context loader of the thread that called it. */
public final class Disguised implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(new dev.rookery.api.handler.MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(dev.rookery.api.handler.IncomingMessage message) throws Exception {
                Thread thread = Thread.currentThread();
                thread.setName("main");
                thread.setPriority(Thread.MAX_PRIORITY);
                thread.setContextClassLoader(null);
                return Outcome.PASS;
            }
        });
    }
}
