package dev.rookery.host.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * All that the host's loader shows, but SLF4J's {@link LoggerFactory} once more, for plugins: it finds
 * {@link PluginLoggers} instead of Logback. Loggers themselves are of the same types.
 */
final class PluginLogging extends ClassLoader {

    private static final String FACTORY = LoggerFactory.class.getName();
    private static final String PROVIDERS = "META-INF/services/" + SLF4JServiceProvider.class.getName();

    static {
        registerAsParallelCapable();
    }

    PluginLogging(ClassLoader host) {
        super("plugin-logging", host);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(FACTORY)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? factory() : loaded;
        }
    }

    /** Made ready before a plugin gets it into its hands, since that takes its lock. */
    private Class<?> factory() {
        Class<?> factory =
                ForeignClass.define((name, bytes) -> defineClass(name, bytes, 0, bytes.length), LoggerFactory.class);
        try {
            factory.getMethod("getILoggerFactory").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SLF4J cannot be made ready for plugins", e);
        }
        return factory;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return super.getResources(name.equals(PROVIDERS) ? "dev/rookery/host/plugin/slf4j-provider" : name);
    }
}
