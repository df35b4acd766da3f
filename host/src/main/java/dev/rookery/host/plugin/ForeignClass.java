package dev.rookery.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bytes of the host's own classes, to be defined in other loaders. Any thread. */
final class ForeignClass {

    /** Kept, since for each resource that is read the host's jar is opened anew. */
    private static final Map<Class<?>, byte[]> BYTES = new ConcurrentHashMap<>();

    /** Has one class of its own: it is collected when classes are, and not by lesser collections. */
    static final class Loader extends ClassLoader {

        Loader() {
            super("sentinel", null);
            Class<?> unused = define(this::defineClass, Sentinel.class);
        }

        private Class<?> defineClass(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Nothing. */
    private static final class Sentinel {}

    /** {@link ClassLoader#defineClass(String, byte[], int, int)} of some loader. */
    interface Definer {
        Class<?> define(String name, byte[] bytes);
    }

    private ForeignClass() {}

    static Class<?> define(Definer loader, Class<?> type) {
        return loader.define(type.getName(), BYTES.computeIfAbsent(type, ForeignClass::read));
    }

    private static byte[] read(Class<?> type) {
        String resource = '/' + type.getName().replace('.', '/') + ".class";
        try (InputStream in = ForeignClass.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the host is incomplete: " + resource + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the host's own classes cannot be read", e);
        }
    }
}
