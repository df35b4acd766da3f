package zoo;

import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.time.Duration;

/** Throws, in a handler, in a job and on its way out, what throws again as soon as somebody looks at it. */
public final class Unspeakable implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        context.manage(() -> {
            throw new Unlookable();
        });
        context.scheduler().every(Duration.ofSeconds(1), () -> {
            throw new Unlookable();
        });
        context.onMessage(new MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(IncomingMessage message) {
                throw new Unlookable();
            }
        });
    }

    @Override
    public void onDisable() {
        throw new Unlookable();
    }

    /** Nobody can say what it is. */
    public static final class Unlookable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new Error("no message");
        }

        @Override
        public String toString() {
            throw new Error("no words");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new Error("no stack");
        }
    }
}
