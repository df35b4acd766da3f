package zoo;

import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/**
 * Keeps a message and answers it again and again, on a thread that nobody knows to be its own, also when it has
 * stopped. Counts in the property zoo.haunted how often it did; ends with the property zoo.end.
 */
public final class Haunter implements BotPlugin {

    private Thread ghost;

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(message -> {
            if (ghost == null) {
                ghost = new Thread(() -> haunt(message), "zoo-haunter");
                ghost.setContextClassLoader(null);
                ghost.setDaemon(true);
                ghost.start();
            }
            return Outcome.PASS;
        });
    }

    private static void haunt(IncomingMessage message) {
        for (int i = 1; System.getProperty("zoo.end") == null; i++) {
            message.reply("boo");
            System.setProperty("zoo.haunted", Integer.toString(i));
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                // on purpose
            }
        }
    }
}
