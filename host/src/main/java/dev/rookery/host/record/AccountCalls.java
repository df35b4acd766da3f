package dev.rookery.host.record;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.host.record.RecordedLine.Answered;
import dev.rookery.host.record.RecordedLine.Called;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The methods of {@link Account} as lines of a recording, and an account that answers from them. */
public final class AccountCalls {

    private static final LineCodec PLAIN = new LineCodec(new Mask(List.of(), false));

    private AccountCalls() {}

    /**
     * An account that answers as it did in a recording: the same call the same answers in their order, the last one for
     * ever after. What was never asked then is refused.
     *
     * @param account its name
     * @param lines the recording
     * @return safe for use by any thread
     */
    public static Account replaying(String account, List<RecordedLine> lines) {
        Map<Long, String> answers = new HashMap<>();
        lines.forEach(line -> {
            if (line instanceof Answered answered) {
                answers.put(answered.number(), answered.answer());
            }
        });
        Map<String, Deque<String>> byCall = new HashMap<>();
        lines.forEach(line -> {
            if (line instanceof Called called
                    && called.account().equals(account)
                    && answers.containsKey(called.number())) {
                byCall.computeIfAbsent(called.method() + called.arguments(), call -> new ArrayDeque<>())
                        .add(answers.get(called.number()));
            }
        });
        InvocationHandler handler = (proxy, method, arguments) ->
                method.getDeclaringClass() == Account.class && method.getName().equals("name")
                        ? account
                        : recorded(method, arguments, byCall);
        return (Account)
                Proxy.newProxyInstance(Account.class.getClassLoader(), new Class<?>[] {Account.class}, handler);
    }

    private static Object recorded(Method method, Object @Nullable [] arguments, Map<String, Deque<String>> byCall)
            throws RecordingException {
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("hashCode") ? 0 : method.getName();
        }
        String answer;
        synchronized (byCall) {
            Deque<String> answers =
                    byCall.getOrDefault(method.getName() + arguments(PLAIN, method, arguments), new ArrayDeque<>());
            answer = answers.size() > 1 ? answers.poll() : answers.peek();
        }
        return CompletableFuture.completedStage(
                answer == null
                        ? new Answer.Refused<>(method.getName() + " was not asked in the recording")
                        : PLAIN.value(answer, answerType(method)));
    }

    static String arguments(LineCodec codec, Method method, Object @Nullable [] arguments) {
        List<String> texts = new ArrayList<>();
        Type[] types = method.getGenericParameterTypes();
        for (int i = 0; i < types.length; i++) {
            texts.add(codec.valueText(arguments == null ? "" : arguments[i], types[i]));
        }
        return texts.toString();
    }

    static String answer(LineCodec codec, Method method, Object answer) {
        return codec.valueText(answer, answerType(method));
    }

    /** {@code Answer<…>} of {@code CompletionStage<Answer<…>>}. */
    private static Type answerType(Method method) {
        return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
    }
}
