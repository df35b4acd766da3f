package dev.rookery.host.console;

import dev.rookery.host.control.Answer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the operator's commands out on threads of its own, whether they were typed or came through the control
 * socket.
 *
 * <p>Bounds: {@link #THREADS} commands at once, so that one that takes its time does not keep the operator from asking
 * why, and {@link #WAITING} that wait; further ones are answered that the host is busy. Any thread.
 */
public final class OperatorDesk implements AutoCloseable {

    /** How many commands are carried out at once. */
    static final int THREADS = 4;

    /** How many wait. */
    static final int WAITING = 16;

    private static final Logger log = LoggerFactory.getLogger(OperatorDesk.class);

    private final OperatorCommands commands;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), OperatorDesk::thread);

    /** Opens the desk. */
    public OperatorDesk(OperatorCommands commands) {
        this.commands = commands;
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rookery-operator");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Takes a command.
     *
     * @param words as typed, at least one
     * @return completes with what to print, never exceptionally
     */
    public CompletionStage<Answer> take(List<String> words) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> answer.complete(run(words)));
        } catch (RejectedExecutionException busyOrClosed) {
            answer.complete(Answer.failed(
                    threads.isShutdown() ? "the host is stopping" : "the host is busy with other commands"));
        }
        return answer;
    }

    private Answer run(List<String> words) {
        try {
            return commands.run(words);
        } catch (RuntimeException e) { // the operator must get an answer, and the thread go on
            log.error("operator's command failed command={}", words.get(0), e);
            return Answer.failed("the command failed, the log says why");
        }
    }

    /** Interrupts what is being carried out, and takes no further command. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
