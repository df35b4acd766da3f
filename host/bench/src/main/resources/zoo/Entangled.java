package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Locks itself up in a circle of two threads when it stops. */
public final class Entangled implements BotPlugin {

    private final Object one = new Object();
    private final Object other = new Object();

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(message -> Outcome.PASS);
    }

    @Override
    public void onDisable() throws InterruptedException {
        java.util.concurrent.CountDownLatch holding = new java.util.concurrent.CountDownLatch(2);
        Thread thread = new Thread(() -> both(other, one, holding), "zoo-entangled");
        thread.setDaemon(true);
        thread.start();
        both(one, other, holding);
    }

    private static void both(Object first, Object second, java.util.concurrent.CountDownLatch holding) {
        synchronized (first) {
            holding.countDown();
            try {
                holding.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (second) {
                holding.countDown();
            }
        }
    }
}
