package dev.rookery.host.dispatch;

import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.text.Sentence;
import java.util.concurrent.CompletionStage;

/**
 * Remembers what becomes of messages, for whoever asks why. Called on the way of every message: quick, never throws.
 */
public interface Trail {

    /** Remembers nothing. */
    Trail NONE = event -> Trace.NONE;

    /** A message has come in. */
    Trace heard(MessageReceived event);

    /** What kept a plugin from getting a message, or a command from being carried out. */
    enum Stop {
        /** The plugin or the command is switched off here. */
        SCOPE,
        /** The sender may not do this. */
        PERMISSION,
        /** The command was used a moment ago. */
        COOLDOWN,
        /** The plugin failed too often and is left alone for a while. */
        BREAKER,
        /** Too many messages wait for the plugin already. */
        FULL,
        /** The plugin has stopped meanwhile. */
        GONE,
        /** The plugin took too long: the message went on without it, or it was interrupted. */
        SLOW,
        /** Two bots answer each other. */
        LOOP
    }

    /** One message's steps, in the order in which they are told. Any thread. */
    interface Trace {

        /** Remembers nothing. */
        Trace NONE = new Trace() {};

        /** A plugin's handler is being called. */
        default void asking(String plugin) {}

        /** It has answered. */
        default void asked(String plugin, Outcome outcome) {}

        /** It has thrown. */
        default void failed(String plugin, Throwable thrown) {}

        /** The message was recognised as a command of the plugin. */
        default void command(String plugin, String command) {}

        /** A plugin or a command did not get to work. */
        default void stopped(String plugin, Stop by, Sentence reason) {}

        /** A plugin has answered; what becomes of it is known later. */
        default void replied(String plugin, CompletionStage<SendResult> result) {}

        /** Nobody else will be asked. */
        default void ended() {}
    }
}
