package dev.rookery.host.plugin;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.HandlerTable;
import dev.rookery.host.dispatch.HandlerTable.EventEntry;
import dev.rookery.host.dispatch.HandlerTable.MessageEntry;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.testing.Said;
import dev.rookery.host.text.Languages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A dispatcher that asks one handler after the other and remembers what plugins say. */
final class FakeMessaging implements Messaging {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final List<String> drainedOwners = new CopyOnWriteArrayList<>();
    private volatile CompletionStage<Void> drained = CompletableFuture.completedFuture(null);
    private volatile HandlerTable table = HandlerTable.EMPTY;

    @Override
    public void publish(HandlerTable next) {
        table = next;
    }

    @Override
    public CompletionStage<SendResult> send(Owner owner, ChatId chat, Message message) {
        said.add(message.plainText());
        return CompletableFuture.completedFuture(new SendResult.Sent(new MessageId("1")));
    }

    @Override
    public CompletionStage<Void> drained(String owner) {
        drainedOwners.add(owner);
        return drained;
    }

    void neverDrain() {
        drained = new CompletableFuture<>();
    }

    HandlerTable table() {
        return table;
    }

    List<String> drainedOwners() {
        return drainedOwners;
    }

    /** What plugins have said so far, in order. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** The next thing a plugin says. */
    String awaitSaid() throws InterruptedException {
        String words = said.poll(60, SECONDS);
        if (words == null) {
            throw new AssertionError("no plugin said anything");
        }
        return words;
    }

    /** Says something to the bot in private and answers what comes back. */
    List<String> hear(String text) {
        Said message = Said.privately(text);
        for (MessageEntry entry : table.messages()) {
            if (ask(entry, message) == Outcome.CONSUMED) {
                break;
            }
        }
        return message.replies();
    }

    private static Outcome ask(MessageEntry entry, Said message) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        entry.owner().handlers().execute(() -> {
            try {
                outcome.complete(entry.handler().handle(message));
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome.orTimeout(60, SECONDS).join();
    }

    /** Tells an event to those who asked for its kind. */
    void happen(BotEvent event) {
        table.events().forEach(entry -> tell(entry, event));
    }

    private static <E extends BotEvent> void tell(EventEntry<E> entry, BotEvent event) {
        if (entry.type().isInstance(event)) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            entry.owner().handlers().execute(() -> {
                try {
                    entry.handler().handle(entry.type().cast(event));
                    done.complete(null);
                } catch (Throwable e) {
                    done.completeExceptionally(e);
                }
            });
            done.orTimeout(60, SECONDS).join();
        }
    }

    @Override
    public Languages languages() {
        return Languages.spoken();
    }

    @Override
    public Optional<Account> account(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    void offers(Account account) {
        accounts.put(account.name(), account);
    }
}
