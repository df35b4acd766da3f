/**
 * Finds, validates, loads, starts and stops plugin jars. The only package that touches PF4J.
 *
 * <p>{@link dev.rookery.host.plugin.PluginHost} is the way in, and {@link dev.rookery.host.plugin.PluginServices} what
 * it needs from outside; who has no host looks at the jars by {@link dev.rookery.host.plugin.PluginCatalog}. A plugin
 * is a jar, of which a copy is loaded; a <em>life</em> is the time from a start to the stop, and a reload ends one and
 * begins the next. All that leads from one to the other happens on one thread, one plugin and one step at a time.
 *
 * <table>
 * <caption>The types of this package, along the way of a plugin</caption>
 * <tr><th>what</th><th>where</th></tr>
 * <tr><td>looking into a jar without running it</td><td>{@code JarInspector}, with {@code ManifestReader},
 * {@code ClassInspector} and {@code NestedJar}; comes to
 * an {@code Inspection}: a {@code PluginJar} with its {@code Dependency}s and their {@code VersionRange}s, or why not;
 * {@code Sha256} tells whether a file is still the same</td></tr>
 * <tr><td>which jars go together, and in which order</td><td>{@code PluginPlan}, for who starts nothing
 * {@code PluginCatalog}</td></tr>
 * <tr><td>what is not to run</td><td>{@code Exclusions}: {@code DisabledPlugins} and those in quarantine</td></tr>
 * <tr><td>the directory is looked at</td><td>{@code DropFolder}</td></tr>
 * <tr><td>what is to be done about it, and does it</td><td>{@code Deployment}, {@code Rollout}</td></tr>
 * <tr><td>what the operator wants</td><td>{@code PluginHost}, on its {@code LifecycleThread} by {@code PluginOperations};
 * bounds in {@code PluginHostOptions}, refusals by {@code PluginOperationException}</td></tr>
 * <tr><td>what the operator is told</td><td>{@code PluginStatus} with a {@code PluginState}, kept on the
 * {@code StatusBoard}; {@code PluginDetails}, {@code PluginFigures}, {@code PluginLeak}</td></tr>
 * <tr><td>a life begins and ends</td><td>{@code Lifecycle}, step by step; {@code Assembly} puts a life together, a
 * {@code LoadedPlugin}; {@code StartFailure} says why it did not start, {@code StopBudget} bounds its end</td></tr>
 * <tr><td>class loading</td><td>{@code WorkCopies}, {@code PluginRuntime} (PF4J), {@code PluginClassFilter} (what plugins see
 * of the host) with {@code PluginLogging} and its {@code PluginLoggers}, {@code Instantiation},
 * {@code UnusableClassException}</td></tr>
 * <tr><td>calling the plugin's main class</td><td>{@code BotPluginAdapter}</td></tr>
 * <tr><td>its threads</td><td>{@code PluginThreads}, each a {@code PluginThread}, with a {@code StepThread} for the steps
 * of its life; {@code Workload} knows when all are idle</td></tr>
 * <tr><td>keeping it in check</td><td>{@code PluginGuard} at its border, with {@code Saturation}; {@code Containment} has what
 * is for all plugins together; a {@code Supervisor}, the {@code LifecycleSupervisor}, does what follows</td></tr>
 * <tr><td>what it registers</td><td>{@code Registrations}, published for all plugins by the {@code HandlerRegistry};
 * {@code HostOwner} is whose the host's own handlers are</td></tr>
 * <tr><td>its messages during a reload</td><td>{@code HandlerGate}</td></tr>
 * <tr><td>what it is given</td><td>{@code OwnedContext}: {@code HostFacts}, {@code Messaging}, {@code OwnedServices} made by
 * {@code PluginServices} for a {@code PluginOwner}, {@code ManagedResources}, {@code OwnedTimers}, {@code OwnedOperator}</td>
 * </tr>
 * <tr><td>its settings</td><td>{@code OwnedSettings}, with {@code SettingsBinder}, {@code SettingsChange},
 * {@code SettingsException}</td></tr>
 * <tr><td>accounts, as it may use them</td><td>{@code GuardedAccount}, {@code PermissionGuard},
 * {@code AccountPermissions}</td></tr>
 * <tr><td>nothing of it stays</td><td>{@code LeakWatch}, with {@code ForeignClass}; {@code DriverSweep},
 * {@code RecordMemory}</td></tr>
 * </table>
 */
@NullMarked
package dev.rookery.host.plugin;

import org.jspecify.annotations.NullMarked;
