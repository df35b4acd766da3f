package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Starts a thread of a class of its own, which hangs whoever asks it or interrupts it. Ends with the property zoo.end. */
public final class Golem implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(message -> Outcome.PASS);
        new Clay().start();
    }

    private static final class Clay extends Thread {

        private final Thread maker = Thread.currentThread();

        Clay() {
            super("zoo-golem");
            setDaemon(true);
        }

        private boolean holdOn() {
            while (Thread.currentThread() != maker && System.getProperty("zoo.end") == null) {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    // on purpose
                }
            }
            return true;
        }

        @Override
        public void run() {
            holdOn();
        }

        @Override
        public int hashCode() {
            return holdOn() ? 1 : 0;
        }

        @Override
        public boolean equals(Object other) {
            return holdOn() && this == other;
        }

        @Override
        public ClassLoader getContextClassLoader() {
            return holdOn() ? super.getContextClassLoader() : null;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return holdOn() ? super.getStackTrace() : null;
        }

        @Override
        public long getId() {
            return holdOn() ? super.getId() : 0;
        }

        @Override
        public void interrupt() {
            holdOn();
        }
    }
}
