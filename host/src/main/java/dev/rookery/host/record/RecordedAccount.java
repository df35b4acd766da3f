package dev.rookery.host.record;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.record.RecordedLine.Answered;
import dev.rookery.host.record.RecordedLine.Called;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An account whose events and calls are recorded. What is said through it is told to the recorder by dispatch. */
final class RecordedAccount implements NetworkAccount {

    private final NetworkAccount real;
    private final Recorder recorder;
    private final Account operations;

    RecordedAccount(NetworkAccount real, Recorder recorder) {
        this.real = real;
        this.recorder = recorder;
        this.operations = (Account) Proxy.newProxyInstance(
                Account.class.getClassLoader(), new Class<?>[] {Account.class}, (InvocationHandler) this::call);
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public void start(AccountListener listener) {
        real.start(event -> {
            recorder.heard(event);
            return listener.onEvent(event);
        });
    }

    @Override
    public CompletionStage<SendResult> send(ChatId chat, Message message) {
        return real.send(chat, message);
    }

    @Override
    public Account operations() {
        return operations;
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object answer;
        try {
            answer = method.invoke(real.operations(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
        if (answer instanceof CompletionStage<?> stage && method.getDeclaringClass() == Account.class) {
            long number = recorder.nextNumber();
            recorder.enqueue(at -> new Called(
                    at,
                    number,
                    real.name(),
                    method.getName(),
                    AccountCalls.arguments(recorder.codec(), method, arguments)));
            stage.thenAccept(known -> recorder.enqueue(
                    at -> new Answered(at, number, AccountCalls.answer(recorder.codec(), method, known))));
        }
        return answer;
    }

    @Override
    public CompletionStage<Boolean> answer(String text) {
        return real.answer(text);
    }

    @Override
    public CompletionStage<Void> stopHearing() {
        return real.stopHearing();
    }

    @Override
    public CompletionStage<Void> stop() {
        return real.stop();
    }
}
