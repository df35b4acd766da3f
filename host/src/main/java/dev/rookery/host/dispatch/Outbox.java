package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.NetworkAccount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out: one lane for each chat, whose messages leave in order, the next when it is known what became of the one
 * before. What was not sent is logged here, so that a plugin may ignore the answer; when it happens often, with a
 * count.
 *
 * <p>Bound: {@link #CHAT_CAPACITY} messages wait for one chat; a further one is refused. Safe for use by any thread;
 * the returned stages complete on the network's thread.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** How many messages may wait for one chat, the one under way included. */
    static final int CHAT_CAPACITY = 256;

    /** Stands for every account that does not exist: a plugin may think of any number of them. */
    private static final String NO_ACCOUNT = "";

    private record Pending(Message message, CompletableFuture<SendResult> result) {}

    private final Map<String, NetworkAccount> accounts = new HashMap<>();
    private final Map<ChatId, ArrayDeque<Pending>> chats = new HashMap<>();
    private final Map<String, SendCounts> counts = new ConcurrentHashMap<>();
    private final LogThrottle throttle = new LogThrottle();
    private final List<CompletableFuture<Void>> watchers = new ArrayList<>();

    void connect(NetworkAccount account) {
        synchronized (chats) {
            if (accounts.putIfAbsent(account.name(), account) != null) {
                throw new IllegalArgumentException("there is an account '" + account.name() + "' already");
            }
            counts.put(account.name(), new SendCounts());
        }
    }

    Optional<NetworkAccount> account(String name) {
        synchronized (chats) {
            return Optional.ofNullable(accounts.get(name));
        }
    }

    CompletionStage<SendResult> send(ChatId chat, Message message) {
        if (message.isEmpty()) {
            return refuse(chat, "the message is empty");
        }
        Pending pending = new Pending(message, new CompletableFuture<>());
        NetworkAccount account;
        boolean first;
        synchronized (chats) {
            account = accounts.get(chat.account());
            if (account == null) {
                warn("message to nowhere not sent", NO_ACCOUNT, chat, "there is no such account");
                return answered(new SendResult.Refused("there is no account '" + chat.account() + "'"));
            }
            ArrayDeque<Pending> lane = chats.computeIfAbsent(chat, c -> new ArrayDeque<>());
            if (lane.size() >= CHAT_CAPACITY) {
                return refuse(chat, CHAT_CAPACITY + " messages are waiting for this chat already");
            }
            first = lane.isEmpty();
            lane.add(pending);
        }
        if (first) {
            pump(account, chat, pending);
        }
        return pending.result();
    }

    /** Completes when nothing waits or is under way. */
    CompletionStage<Void> drained() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        synchronized (chats) {
            if (!chats.isEmpty()) {
                watchers.add(drained);
                return drained;
            }
        }
        drained.complete(null);
        return drained;
    }

    private void warn(String what, ChatId chat, String reason) {
        warn(what, chat.account(), chat, reason);
    }

    private void warn(String what, String account, ChatId chat, String reason) {
        throttle.ask(what + account)
                .ifPresent(keptBack ->
                        log.warn("{} chat={} reason=\"{}\"{}", what, chat, reason, LogThrottle.end(keptBack)));
    }

    /** Does not send, and says why. */
    CompletionStage<SendResult> refuse(ChatId chat, String reason) {
        warn("message not sent", chat, reason);
        SendResult refused = new SendResult.Refused(reason);
        count(chat, refused);
        return answered(refused);
    }

    /** What is said to accounts that do not exist is not counted. */
    private void count(ChatId chat, SendResult result) {
        SendCounts ofAccount = counts.get(chat.account());
        if (ofAccount != null) {
            ofAccount.count(result);
        }
    }

    /** What became of what was said, by account. */
    Map<String, SendCounts> counts() {
        return Collections.unmodifiableMap(counts);
    }

    private static CompletionStage<SendResult> answered(SendResult result) {
        return CompletableFuture.completedStage(result);
    }

    /** Sends until the lane is empty or an answer has to be waited for. A loop, as answers may be there at once. */
    private void pump(NetworkAccount account, ChatId chat, Pending head) {
        @Nullable Pending current = head;
        while (current != null) {
            Pending sending = current;
            CompletionStage<SendResult> answer = hand(account, chat, sending.message());
            if (!answer.toCompletableFuture().isDone()) {
                answer.whenComplete((result, failure) -> {
                    Pending next = settle(chat, sending, outcome(result, failure));
                    if (next != null) {
                        pump(account, chat, next);
                    }
                });
                return;
            }
            current = settle(
                    chat,
                    sending,
                    answer.handle(Outbox::outcome).toCompletableFuture().join());
        }
    }

    private static CompletionStage<SendResult> hand(NetworkAccount account, ChatId chat, Message message) {
        try {
            return account.send(chat, message);
        } catch (RuntimeException broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    private static SendResult outcome(@Nullable SendResult result, @Nullable Throwable failure) {
        if (result != null) {
            return result;
        }
        // A network must not fail this way; whether the message arrived cannot be known.
        return new SendResult.Unknown("the network failed while sending: " + failure);
    }

    /** Takes the head out, tells what became of it, and answers the next one. */
    private @Nullable Pending settle(ChatId chat, Pending sent, SendResult result) {
        Pending next;
        List<CompletableFuture<Void>> done = List.of();
        synchronized (chats) {
            ArrayDeque<Pending> lane = chats.getOrDefault(chat, new ArrayDeque<>());
            lane.poll();
            next = lane.peek();
            if (next == null) {
                chats.remove(chat);
                if (chats.isEmpty()) {
                    done = List.copyOf(watchers);
                    watchers.clear();
                }
            }
        }
        if (result instanceof SendResult.Refused refused) {
            warn("message not sent", chat, refused.reason());
        } else if (result instanceof SendResult.Unknown unknown) {
            warn("message perhaps not sent", chat, unknown.reason());
        }
        count(chat, result);
        sent.result().complete(result);
        done.forEach(watcher -> watcher.complete(null));
        return next;
    }
}
