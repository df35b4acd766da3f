package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Throws something else at every message. */
public final class Thrower implements BotPlugin {

    private static final Throwable[] THROWN = {
        new IllegalStateException("zoo"), new Exception("zoo"), new InterruptedException("zoo"),
        new NoClassDefFoundError("zoo"), new AssertionError("zoo"), new ThreadDeath(), new OutOfMemoryError("zoo, not a real one"),
        new Throwable("zoo")
    };

    private int next;

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(new dev.rookery.api.handler.MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(dev.rookery.api.handler.IncomingMessage message) {
                next++;
                if (next % (THROWN.length + 1) == 0) {
                    overflow();
                }
                throw Thrower.<RuntimeException>sneak(THROWN[next % THROWN.length]);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static int overflow() {
        return overflow() + 1;
    }
}
