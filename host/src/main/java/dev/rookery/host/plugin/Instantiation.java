package dev.rookery.host.plugin;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes objects of classes that plugins name. On the plugin's threads only: constructors are its code. */
final class Instantiation {

    private Instantiation() {}

    /**
     * Loads a class and makes one object of it.
     *
     * @param role how the plugin names the class, for messages
     * @throws UnusableClassException if it is not a public class of that type with a public constructor without
     *     arguments
     * @throws Throwable what the class's initialiser or constructor throws
     */
    static <T> T of(String role, String className, Class<T> type, ClassLoader loader) throws Throwable {
        try {
            return type.cast(constructor(role, className, type, loader).newInstance());
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /**
     * Loads a class without running any of its code.
     *
     * @return the constructor that {@link #of} would use
     */
    static Constructor<?> constructor(String role, String className, Class<?> type, ClassLoader loader)
            throws UnusableClassException {
        Class<?> found;
        try {
            found = Class.forName(className, false, loader);
        } catch (ClassNotFoundException e) {
            throw new UnusableClassException(role + " " + className + " is not in the jar");
        }
        if (!type.isAssignableFrom(found)) {
            throw new UnusableClassException(role + " " + className + " is no " + type.getSimpleName()
                    + " (expected: implements " + type.getName() + ")");
        }
        if (!Modifier.isPublic(found.getModifiers()) || Modifier.isAbstract(found.getModifiers())) {
            throw new UnusableClassException(
                    role + " " + className + " cannot be instantiated (expected: a public class that is not abstract)");
        }
        try {
            return found.getConstructor();
        } catch (NoSuchMethodException e) {
            throw new UnusableClassException(
                    role + " " + className + " has no public constructor without arguments (expected: one; a nested"
                            + " class must be static)");
        }
    }
}
