package dev.rookery.host.dispatch;

import dev.rookery.api.Registration;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Question;
import dev.rookery.api.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Questions that plugins ask back: the dispatcher shows each message before it starts on its way, and lets an answer
 * step aside. Safe for use by any thread.
 */
public interface Conversations {

    /** Nobody asks anything back. */
    Conversations NONE = new Conversations() {
        @Override
        public @Nullable Claim claim(MessageReceived message) {
            return null;
        }

        @Override
        public Ask<String> ask(Owner owner, IncomingMessage message, Message words) {
            throw new UnsupportedOperationException("no questions can be asked here");
        }

        @Override
        public <S extends Record> Registration ask(
                Owner owner, IncomingMessage message, Question<S> question, S state, Message words) {
            throw new UnsupportedOperationException("no questions can be asked here");
        }
    };

    /**
     * Looks whether a message is an answer. On the network's thread at the moment it arrives, so that what is said
     * before a question is asked never answers it. Must neither block nor throw.
     *
     * @return null if it goes its usual way
     */
    @Nullable
    Claim claim(MessageReceived message);

    /** As {@link IncomingMessage#ask(Message)}. */
    Ask<String> ask(Owner owner, IncomingMessage message, Message words);

    /** As {@link IncomingMessage#ask(Question, Record, Message)}. */
    <S extends Record> Registration ask(
            Owner owner, IncomingMessage message, Question<S> question, S state, Message words);

    /** A message that was recognised as an answer. Exactly one of its methods is called. */
    interface Claim {

        /**
         * The message's turn has come: those before it in its chat have been sent ahead. Must neither block nor throw.
         *
         * @param message to be handled or ended, now or later, or to be passed on, now
         */
        void arrived(Aside message);

        /** Too many messages wait in the chat; this one goes nowhere. */
        void refused();
    }

    /** A message that steps aside from its way. */
    interface Aside {

        /**
         * Has it handled in the owner's lane of its chat, whatever the handler answers.
         *
         * @param refused called instead when the owner's threads have ended meanwhile; the message is still aside then
         * @return false, and the message is still aside, if the lane is full
         */
        boolean handle(Owner owner, MessageHandler handler, Runnable refused);

        /** A plugin that hears messages, or will in its next life; null if there is none. */
        @Nullable
        Owner owner(String plugin);

        /** Sends it on its usual way after all. Only from within {@link Claim#arrived}. */
        void pass();

        /** Nobody handles it. */
        void end();
    }
}
