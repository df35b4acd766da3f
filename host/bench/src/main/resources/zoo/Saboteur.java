package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.io.IOException;
import java.time.Duration;

/** Tries to take the log, the terminal and the end of the process from the host. Ends with the property zoo.end. */
public final class Saboteur implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) throws IOException {
        context.onMessage(message -> Outcome.PASS);
        Runtime.getRuntime().addShutdownHook(new Thread(Saboteur::holdOn, "zoo-hook"));
        System.out.close();
        System.err.close();
        System.in.close();
        lock(System.out);
        lock(System.err);
        context.scheduler().after(Duration.ZERO, () -> Thread.getAllStackTraces().keySet().forEach(Thread::interrupt));
        context.log().info("all is well\n2026-01-01T00:00:00.000Z ERROR forged \u001b[2J");
    }

    private static void lock(Object thing) {
        Thread holder = new Thread(
                () -> {
                    synchronized (thing) {
                        holdOn();
                    }
                },
                "zoo-saboteur");
        holder.setDaemon(true);
        holder.setContextClassLoader(null);
        holder.start();
    }

    private static void holdOn() {
        while (System.getProperty("zoo.end") == null) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                // on purpose
            }
        }
    }
}
