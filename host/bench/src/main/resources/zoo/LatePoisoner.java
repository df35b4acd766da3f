package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Changes what all plugins share, with every message. */
public final class LatePoisoner implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(new dev.rookery.api.handler.MessageHandler() {
            @Override
            public int priority() {
                return 10;
            }

            @Override
            public Outcome handle(dev.rookery.api.handler.IncomingMessage message) throws Exception {
        java.util.Locale.setDefault(java.util.Locale.forLanguageTag("tlh"));
        java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Pacific/Kiritimati"));
        System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        System.setErr(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
                return Outcome.PASS;
            }
        });
    }
}
