package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.network.AccountListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Queues what happens to an account, and hands it out by kind. */
final class Events implements AccountListener {

    private final BlockingQueue<BotEvent> queue = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<Void> onEvent(BotEvent event) {
        queue.add(event);
        return CompletableFuture.completedFuture(null);
    }

    <E extends BotEvent> E next(Class<E> kind) throws InterruptedException {
        while (true) {
            BotEvent event = queue.poll(60, TimeUnit.SECONDS);
            assertThat(event).as("waiting for a %s", kind.getSimpleName()).isNotNull();
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    AccountStateChanged until(AccountState state) throws InterruptedException {
        while (true) {
            AccountStateChanged change = next(AccountStateChanged.class);
            if (change.state() == state) {
                return change;
            }
        }
    }

    AccountNeedsAttention until(Need need) throws InterruptedException {
        while (true) {
            AccountNeedsAttention attention = next(AccountNeedsAttention.class);
            if (attention.need() == need) {
                return attention;
            }
        }
    }

    List<BotEvent> sinceThen() {
        List<BotEvent> events = new ArrayList<>();
        queue.drainTo(events);
        return events;
    }

    String nextText() throws InterruptedException {
        return next(MessageReceived.class).message().plainText();
    }
}
