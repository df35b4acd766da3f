package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.util.concurrent.CompletionStage;

/** Listens to what plugins say, for recordings. Called in the midst of it: quick, never throws. */
@FunctionalInterface
public interface Tap {

    /** Listens to nothing. */
    Tap NONE = (plugin, chat, message, result) -> {};

    /**
     * A plugin says something, be it an answer or of its own accord.
     *
     * @param plugin who
     * @param chat where
     * @param message what
     * @param result completes with what became of it
     */
    void said(String plugin, ChatId chat, Message message, CompletionStage<SendResult> result);
}
