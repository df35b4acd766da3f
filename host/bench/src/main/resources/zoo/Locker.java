package zoo;

import dev.rookery.api.Registration;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * Locks everything it gets into its hands, of the first ten messages, and does not let go. Ends with the property
 * zoo.end.
 */
public final class Locker implements BotPlugin {

    private final AtomicInteger heard = new AtomicInteger();

    @Override
    public void onEnable(PluginContext context) {
        Registration job = context.scheduler().every(Duration.ofSeconds(1), () -> {});
        Registration handler = context.onMessage(new MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(IncomingMessage message) {
                if (heard.incrementAndGet() <= 10) { // each takes threads, and too many are another's way to do harm
                    lock(message, message.chat(), message.event(), Thread.currentThread());
                }
                return Outcome.PASS;
            }
        });
        lock(context, context.scheduler(), context.commands(), context.questions(), context.storage());
        lock(job, handler, Thread.currentThread(), Locker.class);
        lock(context.log(), LoggerFactory.class, LoggerFactory.getILoggerFactory(), LoggerFactory.getLogger("ROOT"));
    }

    private static void lock(Object... things) {
        for (Object thing : things) {
            Thread holder = new Thread(() -> hold(thing), "zoo-locker");
            holder.setDaemon(true);
            holder.start();
        }
    }

    private static void hold(Object thing) {
        synchronized (thing) {
            while (System.getProperty("zoo.end") == null) {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    // on purpose
                }
            }
        }
    }
}
