package dev.rookery.host.command;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.CommandHandler;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.message.Message;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes commands of the annotated methods of an object. */
final class AnnotatedCommands {

    private static final Arg<Duration> COOLDOWN = Arg.duration("cooldown");

    private AnnotatedCommands() {}

    /**
     * A command for each method, sorted by method.
     *
     * @throws IllegalArgumentException if there is none, or one cannot be made a command
     */
    static List<CommandSpec> of(Object object) {
        Map<String, Method> methods = new TreeMap<>();
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isSynthetic()) {
                    // What a subclass overrides is its own matter, annotation included.
                    methods.putIfAbsent(method.getName() + Arrays.toString(method.getParameterTypes()), method);
                }
            }
        }
        List<CommandSpec> commands = methods.values().stream()
                .filter(method -> method.isAnnotationPresent(Command.class))
                .map(method -> command(object, method))
                .toList();
        if (commands.isEmpty()) {
            throw new IllegalArgumentException(
                    object.getClass().getName() + " has no commands (expected: methods annotated with @Command)");
        }
        return commands;
    }

    private static CommandSpec command(Object object, Method method) {
        try {
            return spec(object, method);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    method.getDeclaringClass().getName() + "." + method.getName() + ": " + e.getMessage(), e);
        }
    }

    private static CommandSpec spec(Object object, Method method) {
        Command command = Objects.requireNonNull(method.getAnnotation(Command.class), "a method without @Command");
        CommandSpec.Builder builder =
                CommandSpec.named(command.value()).aliases(command.aliases()).describe(command.description());
        if (!command.permission().isEmpty()) {
            builder.permission(command.permission());
        }
        if (!command.cooldown().isEmpty()) {
            builder.cooldown(ParameterArgs.typed(COOLDOWN, command.cooldown()), command.cooldownPer());
        }
        if (command.hidden()) {
            builder.hidden();
        }
        List<Function<CommandCall, Object>> values = new ArrayList<>();
        List<Arg<?>> args = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.getType() == CommandCall.class || parameter.getType() == IncomingMessage.class) {
                values.add(call -> call);
            } else {
                Arg<?> arg = ParameterArgs.of(parameter);
                args.add(arg);
                values.add(call -> call.get(arg));
            }
        }
        requireReply(method);
        method.setAccessible(true);
        return builder.args(args.toArray(Arg<?>[]::new)).handle(handler(object, method, values));
    }

    private static void requireReply(Method method) {
        Class<?> type = method.getReturnType();
        if (Stream.<Class<?>>of(void.class, String.class, Message.class).noneMatch(type::equals)) {
            throw new IllegalArgumentException(
                    "returns " + type.getName() + " (expected: void, String or Message, which is the reply)");
        }
    }

    private static CommandHandler handler(Object object, Method method, List<Function<CommandCall, Object>> values) {
        return call -> {
            Object[] given = values.stream().map(value -> value.apply(call)).toArray();
            reply(call, invoke(object, method, given));
        };
    }

    private static @Nullable Object invoke(Object object, Method method, Object[] given) throws Exception {
        try {
            return method.invoke(object, given);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void reply(CommandCall call, @Nullable Object reply) {
        if (reply instanceof String text && !text.isEmpty()) {
            call.reply(text);
        } else if (reply instanceof Message message && !message.isEmpty()) {
            call.reply(message);
        }
    }
}
