package dev.rookery.host.plugin;

import java.io.IOException;
import java.io.InputStream;

/** Bytes of the host's own classes, to be defined in other loaders. */
final class ForeignClass {

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
        String resource = '/' + type.getName().replace('.', '/') + ".class";
        try (InputStream in = ForeignClass.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the host is incomplete: " + resource + " is missing");
            }
            return loader.define(type.getName(), in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the host's own classes cannot be read", e);
        }
    }
}
