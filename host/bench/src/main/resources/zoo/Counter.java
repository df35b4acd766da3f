package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Counts to two thousand million again and again, each time in one loop, on a thread of its own. */
public final class Counter implements BotPlugin {
    private volatile long sum;

    @Override
    public void onEnable(PluginContext context) {
        Thread thread = new Thread(() -> {
            while (System.getProperty("zoo.end") == null) {
                sum += count();
            }
        });
        thread.setDaemon(true);
        thread.start();
        context.onMessage(message -> Outcome.PASS);
    }

    /** Counted loops are where compilers leave out the polls that let a JVM stop its threads. */
    private static long count() {
        long mixed = 1;
        for (int i = 0; i < Integer.MAX_VALUE; i++) {
            mixed += (i ^ mixed) * 31 % 7;
            mixed ^= mixed * 17 % 11;
            mixed += (mixed >> 3) * 13 % 5;
            mixed ^= (mixed + i) * 7 % 13;
        }
        return mixed;
    }
}
