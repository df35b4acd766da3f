package dev.rookery.bench.plugin;

import dev.rookery.host.ask.PendingQuestions;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.plugin.AccountPermissions;
import dev.rookery.host.plugin.PluginOwner;
import dev.rookery.host.plugin.PluginServices;
import dev.rookery.host.plugin.SettingsBinder;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.scope.ScopeSettings;
import dev.rookery.host.storage.Database;
import dev.rookery.host.time.Timers;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;

/** What the plugin hosts here lend to their plugins: a clock, and nothing of what the plugins here never ask for. */
final class Lent {

    private static final SettingsBinder NO_SETTINGS = new SettingsBinder() {
        @Override
        public <C extends Record> C bind(String pluginId, Class<C> type) {
            throw new UnsupportedOperationException("settings are not lent here");
        }
    };

    private Lent() {}

    static PluginServices services(Timers timers, Dispatcher dispatcher, Path folder) {
        Database database = new Database(folder.resolve("storage"), timers); // a file only once something is kept
        PendingQuestions questions = PendingQuestions.inMemory(dispatcher, timers);
        Scope scope = new Scope(ScopeSettings.NONE, folder.resolve("scope.json"), dispatcher::account, timers);
        return (PluginServices) Proxy.newProxyInstance(
                Lent.class.getClassLoader(), new Class<?>[] {PluginServices.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "version" -> "bench";
                        case "startedAt" -> Instant.EPOCH;
                        case "timers" -> timers;
                        case "questions" -> questions.open(((PluginOwner) arguments[0]).threads());
                        case "storage" -> database.of(((PluginOwner) arguments[0]).id());
                        case "scope" -> scope;
                        case "settings" -> NO_SETTINGS;
                        case "permissions" -> AccountPermissions.none();
                        default -> {
                            if (method.isDefault()) {
                                yield InvocationHandler.invokeDefault(proxy, method, arguments);
                            }
                            throw new UnsupportedOperationException(method.getName() + " is not lent here");
                        }
                    };
                });
    }
}
