package zoo;

import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * Hangs, and has the JDK close a channel of its own on the thread that interrupts it, which hangs that, too. Ends with
 * the property zoo.end.
 */
public final class Trapper implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(new MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(IncomingMessage message) {
                if (message.text().equals("hi")) {
                    new Trap().stay();
                }
                return Outcome.PASS;
            }
        });
    }

    private static final class Trap extends AbstractInterruptibleChannel {

        void stay() {
            begin();
            implCloseChannel();
        }

        @Override
        protected void implCloseChannel() {
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
