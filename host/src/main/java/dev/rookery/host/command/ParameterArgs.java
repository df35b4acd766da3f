package dev.rookery.host.command;

import dev.rookery.api.chat.Person;
import dev.rookery.api.command.Arg;
import dev.rookery.api.command.Param;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes arguments of the parameters of annotated methods. */
final class ParameterArgs {

    /** What is said of a parameter, or stands for it where nothing is. */
    private record Terms(String name, String description, String orElse, boolean rest, long min, long max) {

        static Terms of(Parameter parameter) {
            Param param = parameter.getAnnotation(Param.class);
            String name = param == null || param.value().isEmpty() ? parameter.getName() : param.value();
            if (name.equals(parameter.getName()) && !parameter.isNamePresent()) {
                throw new IllegalArgumentException(
                        "parameter " + name + " has no name (expected: @Param(\"name\"), or javac -parameters)");
            }
            return param == null
                    ? new Terms(name, "", Param.REQUIRED, false, Long.MIN_VALUE, Long.MAX_VALUE)
                    : new Terms(name, param.description(), param.orElse(), param.rest(), param.min(), param.max());
        }

        boolean isRequired() {
            return orElse.equals(Param.REQUIRED);
        }

        boolean isBounded() {
            return min != Long.MIN_VALUE || max != Long.MAX_VALUE;
        }
    }

    private ParameterArgs() {}

    /**
     * The argument of a parameter.
     *
     * @throws IllegalArgumentException if there is none for its type, or what is said of it does not fit
     */
    static Arg<?> of(Parameter parameter) {
        Terms terms = Terms.of(parameter);
        try {
            return arg(parameter.getParameterizedType(), terms);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parameter '" + terms.name() + "' " + e.getMessage(), e);
        }
    }

    private static Arg<?> arg(Type type, Terms terms) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            if (!terms.isRequired()) {
                throw new IllegalArgumentException(
                        "is an Optional with a value to stand for it (expected: one or the other)");
            }
            return typed(raw(generic.getActualTypeArguments()[0]), terms)
                    .describe(terms.description())
                    .optional();
        }
        Arg<?> arg = typed(raw(type), terms).describe(terms.description());
        return terms.isRequired() ? arg : withDefault(arg, terms.orElse());
    }

    private static Class<?> raw(Type type) {
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    private static <T> Arg<T> withDefault(Arg<T> arg, String text) {
        return arg.orElse(typed(arg, text));
    }

    /** What an argument makes of a text, which the plugin's author has written. */
    static <T> T typed(Arg<T> arg, String text) {
        try {
            return arg.read(new ArgumentWords(List.of(new Segment.Text(text)), List::of));
        } catch (UsageException e) {
            throw new IllegalArgumentException("\"" + text + "\" does not fit: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an enum's class is known only as a class
    private static Arg<?> typed(Class<?> type, Terms terms) {
        String name = terms.name();
        if (type == int.class || type == Integer.class) {
            return Arg.integer(name, (int) Math.max(terms.min(), Integer.MIN_VALUE), (int)
                    Math.min(terms.max(), Integer.MAX_VALUE));
        } else if (type == long.class || type == Long.class) {
            return Arg.longInteger(name, terms.min(), terms.max());
        } else if (type == double.class || type == Double.class) {
            return terms.isBounded() ? Arg.number(name, (double) terms.min(), (double) terms.max()) : Arg.number(name);
        } else if (type == Duration.class) {
            return terms.isBounded() ? Arg.duration(name, shortest(terms), longest(terms)) : Arg.duration(name);
        } else if (terms.isBounded()) {
            throw new IllegalArgumentException(
                    "is a " + type.getSimpleName() + " with bounds (expected: a number or Duration)");
        } else if (type == String.class) {
            return terms.rest() ? Arg.rest(name) : Arg.word(name);
        } else if (type == boolean.class || type == Boolean.class) {
            return Arg.yesNo(name);
        } else if (type.isEnum()) {
            return Arg.choice(name, (Class) type);
        } else if (type == Person.class) {
            return Arg.person(name);
        } else if (type == Message.class) {
            return Arg.message(name);
        } else if (Segment.class.isAssignableFrom(type) && type != Segment.Text.class) {
            return Arg.segment(name, type.asSubclass(Segment.class));
        }
        return parsed(name, type);
    }

    private static Duration shortest(Terms terms) {
        return Duration.ofSeconds(Math.max(0, terms.min()));
    }

    private static Duration longest(Terms terms) {
        return Duration.ofSeconds(Math.min(Arg.LONGEST_DURATION.toSeconds(), terms.max()));
    }

    private static Arg<?> parsed(String name, Class<?> type) {
        Method parse = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("parse")
                        && Modifier.isStatic(method.getModifiers())
                        && method.getReturnType() == type
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0].isAssignableFrom(String.class))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is a " + type.getName()
                        + ", which no text is made into (expected: a type that @Param names, or one with a static"
                        + " method parse(String) that returns it)"));
        if (!Modifier.isPublic(parse.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
            parse.setAccessible(true);
        }
        return Arg.of(name, word -> invoke(parse, word));
    }

    private static Object invoke(Method parse, String word) {
        try {
            return parse.invoke(null, word);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(parse + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
