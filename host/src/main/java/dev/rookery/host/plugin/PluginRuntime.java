package dev.rookery.host.plugin;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.host.plugin.LoadedPlugin.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads, starts, stops and unloads one plugin: from a jar by PF4J, from the class path without. PF4J's operations on
 * all plugins at once are not used: in 3.15.0 {@code stopPlugins} fails on its own list, {@code startPlugins} ignores
 * failed dependencies, and one bad jar keeps {@code loadPlugins} from resolving the others.
 *
 * <p>Lifecycle thread only: PF4J's manager is not safe for use by several threads.
 */
final class PluginRuntime {

    private static final Logger log = LoggerFactory.getLogger(PluginRuntime.class);

    static {
        // Else the JDK keeps a jar open for ever that a plugin has read a resource of by its URL.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    private final Engine engine;

    PluginRuntime(Path workDirectory) {
        this.engine = new Engine(workDirectory);
    }

    /**
     * Loads a plugin; its dependencies must have been loaded before. No code of the plugin runs.
     *
     * @param jar what its inspection found
     * @param origin what it is loaded from
     * @param life makes its life, given its class loader
     * @throws RuntimeException whatever PF4J finds wrong; nothing stays loaded then
     */
    LoadedPlugin load(PluginJar jar, Origin origin, Function<ClassLoader, LoadedPlugin> life) {
        if (origin instanceof Origin.OfClass classPath) {
            return life.apply(ownedBy(classPath.type().getClassLoader()));
        }
        try {
            engine.load(jar, (Origin.Copy) origin);
            PluginWrapper wrapper = engine.getPlugin(jar.id());
            LoadedPlugin made = life.apply(wrapper.getPluginClassLoader());
            wrapper.setPluginFactory(same -> made.plugin());
            return made;
        } catch (RuntimeException e) {
            engine.unload(jar.id());
            throw e;
        }
    }

    /** A loader that tells the threads of this life of a plugin from all others. */
    private static ClassLoader ownedBy(ClassLoader parent) {
        return new ClassLoader("plugin", parent) {};
    }

    /**
     * Loads the class of a work copy in a loader of its own and throws that away: whether the plugin could be loaded,
     * without touching the one of the same id that runs. No code of the plugin runs.
     *
     * @throws UnusableClassException if the class is no plugin
     * @throws IOException if the copy cannot be read
     * @throws LinkageError if the class, or what it is made of, cannot be linked
     */
    void check(PluginJar jar, Origin.Copy copy) throws UnusableClassException, IOException {
        try (PluginClassLoader loader = engine.loader(copy, descriptor(jar))) {
            Constructor<?> constructor =
                    Instantiation.constructor("Plugin-Class", jar.pluginClass(), BotPlugin.class, loader);
            // Looking at the methods links what they mention.
            int methods = constructor.getDeclaringClass().getDeclaredMethods().length;
            log.debug("plugin can be loaded plugin={} methods={}", jar.id(), methods);
        }
    }

    /**
     * Deregisters the JDBC drivers of a plugin; on the plugin's threads.
     *
     * @param loader the plugin's
     */
    static void sweepDrivers(ClassLoader loader) throws Exception {
        if (loader instanceof SharedFirst own) {
            Object sweep = ForeignClass.define(own::define, DriverSweep.class)
                    .getConstructor()
                    .newInstance();
            Object gone = ((Callable<?>) sweep).call();
            log.debug("drivers deregistered drivers={}", gone);
        }
    }

    /** Starts a loaded plugin; the adapter knows whether it went well. */
    void start(LoadedPlugin loaded) {
        if (loaded.origin() instanceof Origin.Copy) {
            engine.startPlugin(loaded.id());
        } else {
            loaded.plugin().start();
        }
    }

    /** Stops a plugin that was started, well or not, closes its class loader and forgets it. */
    void unload(LoadedPlugin loaded) {
        if (loaded.origin() instanceof Origin.Copy) {
            engine.unload(loaded.id());
        } else {
            loaded.plugin().stop();
        }
    }

    /** As PF4J would read it from the manifest, of which the inspection has seen to the versions. */
    private static PluginDescriptor descriptor(PluginJar jar) {
        DefaultPluginDescriptor descriptor = new DefaultPluginDescriptor(
                jar.id(),
                jar.info().description(),
                jar.pluginClass(),
                jar.info().version(),
                "*",
                "",
                "");
        jar.dependencies()
                .forEach(other -> descriptor.addDependency(
                        new PluginDependency(other.optional() ? other.id() + '?' : other.id())));
        return descriptor;
    }

    /**
     * PF4J's manager with our class loading. It does not decide what goes with what: that is done before, once for all
     * plugins, while PF4J would order all that are loaded anew after each.
     */
    private static final class Engine extends JarPluginManager {

        private final PluginClassFilter filter =
                new PluginClassFilter(new PluginLogging(PluginRuntime.class.getClassLoader()));

        Engine(Path workDirectory) {
            super(workDirectory);
        }

        void load(PluginJar jar, Origin.Copy copy) {
            pluginDescriptorFinder = new Inspected(jar);
            pluginLoader = new WorkCopyLoader(this, copy);
            loadPlugin(copy.file());
        }

        /** Gives a work copy and its nested jars a class loader below the filter. */
        PluginClassLoader loader(Origin.Copy copy, PluginDescriptor descriptor) {
            SharedFirst loader = new SharedFirst(this, descriptor, filter);
            try {
                loader.addURL(copy.file().toUri().toURL());
                for (Path library : copy.libraries()) {
                    loader.addURL(library.toUri().toURL());
                }
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
            return loader;
        }

        void unload(String id) {
            unloadPlugin(id, false, false);
        }

        @Override
        protected void resolvePlugins() {
            for (PluginWrapper loaded : unresolvedPlugins) {
                loaded.setPluginState(org.pf4j.PluginState.RESOLVED);
                resolvedPlugins.add(loaded);
            }
            unresolvedPlugins.clear();
        }
    }

    /** What is known of the jar that is being loaded. */
    private record Inspected(PluginJar jar) implements PluginDescriptorFinder {

        @Override
        public boolean isApplicable(Path copy) {
            return true;
        }

        @Override
        public PluginDescriptor find(Path copy) {
            return descriptor(jar);
        }
    }

    /** The copy that is being loaded. */
    private record WorkCopyLoader(Engine engine, Origin.Copy copy) implements PluginLoader {

        @Override
        public boolean isApplicable(Path file) {
            return Files.isRegularFile(file);
        }

        @Override
        public ClassLoader loadPlugin(Path file, PluginDescriptor descriptor) {
            return engine.loader(copy, descriptor);
        }
    }

    /**
     * Looks in the plugin, its dependencies and the JDK, in this order, but takes shared classes from the host only.
     */
    private static final class SharedFirst extends PluginClassLoader {

        SharedFirst(PluginManager manager, PluginDescriptor descriptor, ClassLoader parent) {
            super(manager, descriptor, parent);
        }

        /** A class of the host's, once more as the plugin's own. */
        private Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected boolean shouldDelegateToParent(String className) {
            return PluginClassFilter.isShared(className) || className.startsWith("org.pf4j.");
        }
    }
}
