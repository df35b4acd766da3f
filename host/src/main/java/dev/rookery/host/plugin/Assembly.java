package dev.rookery.host.plugin;

import dev.rookery.api.plugin.HostInfo;
import dev.rookery.api.text.Texts;
import dev.rookery.host.command.CommandCatalog;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.text.BundledTexts;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Puts together what one life of a plugin consists of; nothing of it runs yet.
 *
 * @param options bounds and folders
 * @param services what plugins are lent
 * @param messaging how they speak
 * @param registry who publishes their handlers
 * @param catalog everybody's commands
 * @param hostInfo what they may know of the host
 * @param budget bounds stopping as a whole
 * @param containment keeps them in check
 * @param workload counts what their threads have before them
 * @param supervisors hear what their guards find
 */
record Assembly(
        PluginHostOptions options,
        PluginServices services,
        Messaging messaging,
        HandlerRegistry registry,
        CommandCatalog catalog,
        HostInfo hostInfo,
        StopBudget budget,
        Containment containment,
        Workload workload,
        Function<PluginJar, Supervisor> supervisors) {

    LoadedPlugin life(PluginJar jar, LoadedPlugin.Origin origin, ClassLoader loader, HandlerGate gate) {
        PluginGuard guard = new PluginGuard(jar.id(), containment, supervisors.apply(jar));
        PluginThreads threads =
                new PluginThreads(jar.id(), loader, guard.limits().threads(), options.queue(), guard, workload);
        Owner heard = gate.next(jar.id(), threads.handlers(), threads.callbacks(), guard);
        OwnedTimers timers = new OwnedTimers(services.timers());
        Path dataDirectory = options.dataDirectory().resolve(jar.id());
        PluginOwner owner = new PluginOwner(jar.info(), dataDirectory, loader, heard, timers);
        Texts texts = BundledTexts.beside(jar.id(), jar.pluginClass(), loader, messaging.languages());
        Registrations registrations =
                new Registrations(jar.info(), heard, catalog.of(jar.id(), texts, guard::failed), registry::changed);
        OwnedContext context = new OwnedContext(hostInfo, owner, services, messaging, catalog, texts, registrations);
        BotPluginAdapter plugin = new BotPluginAdapter(jar, loader, threads, timers, context, options, budget);
        return new LoadedPlugin(jar, origin, plugin);
    }
}
