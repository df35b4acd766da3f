package dev.rookery.host.plugin;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.dispatch.HandlerTable;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.text.Languages;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the plugin host needs of the dispatcher, and no more. Any thread. */
interface Messaging {

    /** Swaps who hears what. */
    void publish(HandlerTable table);

    /** Says something in a chat; the stage completes on the owner's callback thread. */
    CompletionStage<SendResult> send(Owner owner, ChatId chat, Message message);

    /** What an account can be asked besides hearing and speaking; its stages complete on the network's thread. */
    Optional<Account> account(String name);

    /** What each chat is answered in. */
    Languages languages();

    /** Completes when nothing is queued or running for the owner, who is no longer in the table. */
    CompletionStage<Void> drained(String owner);

    /** The real one. */
    static Messaging through(Dispatcher dispatcher) {
        return new Messaging() {
            @Override
            public void publish(HandlerTable table) {
                dispatcher.publish(table);
            }

            @Override
            public CompletionStage<SendResult> send(Owner owner, ChatId chat, Message message) {
                return dispatcher.send(owner, chat, message);
            }

            @Override
            public Optional<Account> account(String name) {
                return dispatcher.account(name);
            }

            @Override
            public Languages languages() {
                return dispatcher.languages();
            }

            @Override
            public CompletionStage<Void> drained(String owner) {
                return dispatcher.drained(owner);
            }
        };
    }
}
