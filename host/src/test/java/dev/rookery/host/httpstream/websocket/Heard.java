package dev.rookery.host.httpstream.websocket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A listener that keeps what it hears, and refuses a second end and anything after the end. */
final class Heard implements WebSocketListener {

    static final int PATIENCE_SECONDS = 60;

    /** How it ended with a goodbye. */
    record Closed(int code, String reason) {}

    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private final LinkedBlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Object> end = new CompletableFuture<>();
    private final CompletableFuture<String> tooMuch = new CompletableFuture<>();

    @Override
    public void opened(WebSocket socket) {
        checkNotOver("opened");
        opened.complete(socket);
    }

    @Override
    public void text(WebSocket socket, String message) {
        checkNotOver("text");
        messages.offer(message);
    }

    @Override
    public void binary(WebSocket socket, byte[] message) {
        checkNotOver("binary");
        messages.offer(message);
    }

    @Override
    public void closed(int code, String reason) {
        ends(new Closed(code, reason));
    }

    @Override
    public void failed(WebSocketException failure) {
        ends(failure);
        opened.completeExceptionally(failure);
    }

    private void ends(Object how) {
        checkNotOver("end");
        end.complete(how);
    }

    private void checkNotOver(String event) {
        if (end.isDone()) {
            tooMuch.complete(event + " after the end");
        }
    }

    WebSocket socket() {
        return await(opened);
    }

    Object message() {
        try {
            Object next = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no message within " + PATIENCE_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean hasNoMessage() {
        return messages.isEmpty();
    }

    Closed closed() {
        return (Closed) end();
    }

    WebSocketException failure() {
        return (WebSocketException) end();
    }

    boolean isOver() {
        return end.isDone();
    }

    /** What it heard that it should not have, empty if nothing. */
    String tooMuch() {
        return tooMuch.getNow("");
    }

    private Object end() {
        return await(end);
    }

    static <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
