package dev.rookery.host.ask;

import dev.rookery.api.chat.Certainty;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Questions;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.dispatch.Gate;
import dev.rookery.host.dispatch.HandlerTable;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.dispatch.Sentry;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.dispatch.Verdict;
import dev.rookery.host.text.Sentence;
import dev.rookery.host.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** People, a bot and its plugins, all on one thread. What outlives the process is in a store that outlives this. */
final class Parlour {

    private static final String BOT = "pual";

    final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-22T12:00:00Z"));
    private final Set<String> off = new HashSet<>();
    final Dispatcher dispatcher =
            new Dispatcher(new ManualTimers(Instant.EPOCH), message -> true, new Switches(), event -> new UnderWay());
    final PendingQuestions questions;
    private final List<String> sent = new ArrayList<>();
    private final Map<String, Life> atWork = new LinkedHashMap<>();
    private Certainty certainty = Certainty.CERTAIN;
    private int underWay;

    Parlour(QuestionStore store) {
        dispatcher.connect(new Network());
        questions = new PendingQuestions(dispatcher, timers, store);
        questions.resume();
    }

    /** Chats and people are good for this sign-in only. */
    Parlour ofStrangers() {
        certainty = Certainty.THIS_LOGIN;
        return this;
    }

    /** A plugin that does the same at each message. */
    Life plugin(String id, MessageHandler handler) {
        return new Life(id, handler, asked -> {}).start();
    }

    /** A plugin that registers something in onEnable. */
    Life plugin(String id, MessageHandler handler, Consumer<Questions> onEnable) {
        return new Life(id, handler, onEnable).start();
    }

    Parlour says(String who, String text) {
        return says(new ChatId(BOT, ChatKind.GROUP, "tea"), who, text);
    }

    Parlour saysPrivately(String who, String text) {
        return says(new ChatId(BOT, ChatKind.FRIEND, who), who, text);
    }

    private Parlour says(ChatId chat, String who, String text) {
        dispatcher.onEvent(new MessageReceived(
                new MessageId("1"),
                new Chat(chat, chat.value(), certainty),
                new Person(new PersonId(BOT, who), who, certainty),
                new Person(new PersonId(BOT, "me"), BOT),
                Message.text(text),
                timers.instant()));
        return this;
    }

    /** The plugin hears nothing any more. */
    Parlour switchOff(String plugin) {
        off.add(plugin);
        return this;
    }

    Parlour switchOn(String plugin) {
        off.remove(plugin);
        return this;
    }

    /** How many messages still seem to be on their way to who asks what became of them. */
    int underWay() {
        return underWay;
    }

    private final class UnderWay implements Trail.Trace {
        UnderWay() {
            underWay++;
        }

        @Override
        public void ended() {
            underWay--;
        }
    }

    private final class Switches implements Gate {
        @Override
        public Verdict hears(String plugin, BotEvent event) {
            return off.contains(plugin) ? Verdict.no(Sentence.of("why.gone")) : Verdict.YES;
        }
    }

    Parlour waits(Duration time) {
        timers.advance(time);
        return this;
    }

    /** What the bot said since this was last asked. */
    List<String> heard() {
        List<String> heard = List.copyOf(sent);
        sent.clear();
        return heard;
    }

    /** One life of a plugin. */
    final class Life {

        private final Deque<Runnable> queued = new ArrayDeque<>();
        private Owner owner;
        private OwnedQuestions owned;
        private MessageHandler handler;
        private Consumer<Questions> onEnable;
        private boolean busy;
        private boolean gone;

        Life(String id, MessageHandler handler, Consumer<Questions> onEnable) {
            this.owner = new Owner(id, new Threads(), Runnable::run);
            this.handler = handler;
            this.onEnable = onEnable;
        }

        private final class Threads implements Owner.Handlers {
            @Override
            public void execute(Runnable task) {
                if (gone) {
                    throw new RejectedExecutionException("gone");
                }
                if (busy) {
                    queued.add(task);
                } else {
                    task.run();
                }
            }

            @Override
            public boolean isPaused() {
                return busy;
            }

            @Override
            public boolean isAwaited() {
                return !queued.isEmpty();
            }
        }

        Life start() {
            owned = (OwnedQuestions) questions.open(owner);
            onEnable.accept(owned);
            atWork.put(owner.id(), this);
            publish();
            owned.activated();
            return this;
        }

        /** Its threads are all taken until {@link #free}. */
        Life busy() {
            busy = true;
            return this;
        }

        Life free() {
            busy = false;
            while (!queued.isEmpty()) {
                queued.remove().run();
            }
            return this;
        }

        /** Takes it out; what runs may end. */
        Life stopping() {
            atWork.remove(owner.id());
            publish();
            owned.stopping();
            return this;
        }

        /** Its end; what is queued is refused. */
        Life stop() {
            stopping();
            owned.close();
            gone = true;
            queued.forEach(task -> ((Owner.Work) task).refused());
            queued.clear();
            return this;
        }

        /** It makes room for its next life; its handlers stay in their places, and what comes for them waits. */
        Life reloading() {
            busy = true;
            owned.stopping();
            owned.close();
            return this;
        }

        /** The next life, which does the same. */
        Life reloaded() {
            return reloaded(handler, onEnable);
        }

        Life reloaded(MessageHandler does, Consumer<Questions> enables) {
            handler = does;
            onEnable = enables;
            owner = owner.next(owner.handlers(), Runnable::run, Sentry.NONE);
            start();
            return free();
        }

        Owner owner() {
            return owner;
        }
    }

    private void publish() {
        dispatcher.publish(new HandlerTable(
                atWork.values().stream()
                        .map(life -> new HandlerTable.MessageEntry(life.owner, 0, life.handler))
                        .toList(),
                List.of()));
    }

    private final class Network implements NetworkAccount {

        @Override
        public String name() {
            return BOT;
        }

        @Override
        public void start(AccountListener listener) {}

        @Override
        public CompletionStage<SendResult> send(ChatId chat, Message message) {
            sent.add(message.plainText());
            return CompletableFuture.completedFuture(new SendResult.Sent(new MessageId("1")));
        }

        @Override
        public CompletionStage<Void> stopHearing() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
