package zoo;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;

/** Changes what all plugins share, at its start. */
public final class Poisoner implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        java.util.Locale.setDefault(java.util.Locale.forLanguageTag("tlh"));
        java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Pacific/Kiritimati"));
        System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        System.setErr(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
        context.onMessage(message -> Outcome.PASS);
    }
}
