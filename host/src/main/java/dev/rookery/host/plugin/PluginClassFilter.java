package dev.rookery.host.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What plugins see of the host, and the only place that says so: the parent of every plugin's class loader. Beyond the
 * JDK it shows the API, SLF4J, JSpecify and two annotations' worth of PF4J; everything else a plugin brings itself.
 *
 * <p>This keeps libraries apart. It is no sandbox: reflection on any shared class leads to the host's loader.
 */
final class PluginClassFilter extends ClassLoader {

    /** Packages that plugins share with the host. */
    static final List<String> PACKAGES = List.of("dev.rookery.api.", "org.slf4j.", "org.jspecify.");

    private static final Set<String> CLASSES = Set.of("org.pf4j.Extension", "org.pf4j.ExtensionPoint");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    /** Shows the allowed part of {@code host}, before it the JDK's own platform loader. */
    PluginClassFilter(ClassLoader host) {
        super("plugin-api", getPlatformClassLoader());
        this.host = host;
    }

    /** Whether a class comes from the host, by its binary name. */
    static boolean isShared(String className) {
        return CLASSES.contains(className) || PACKAGES.stream().anyMatch(className::startsWith);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!isShared(name)) {
            throw new ClassNotFoundException(name);
        }
        return host.loadClass(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return isSharedResource(name) ? host.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return isSharedResource(name) ? host.getResources(name) : Collections.emptyEnumeration();
    }

    /** Never {@code META-INF}: a plugin's ServiceLoader would find the host's providers. */
    private static boolean isSharedResource(String name) {
        String dotted = name.replace('/', '.');
        return isShared(dotted.endsWith(".class") ? dotted.substring(0, dotted.length() - 6) : dotted);
    }
}
