package dev.rookery.plugin.echo;

import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.util.ArrayList;
import java.util.List;

/** Answers with the same words, faces included. */
public final class EchoPlugin implements BotPlugin {

    private static final int LAST = -100;

    @Override
    public void onEnable(PluginContext context) {
        ConfigHandle<EchoSettings> settings = context.config(EchoSettings.class);
        context.onMessage(new Echo(settings));
    }

    /** Comes after everybody else: it would leave them nothing. */
    private record Echo(ConfigHandle<EchoSettings> settings) implements MessageHandler {

        @Override
        public int priority() {
            return LAST;
        }

        @Override
        public Outcome handle(IncomingMessage message) {
            Message answer = answer(message, settings.get());
            if (answer.isEmpty()) {
                return Outcome.PASS;
            }
            message.reply(answer);
            return Outcome.CONSUMED;
        }
    }

    /** What is answered; empty for nothing. */
    static Message answer(IncomingMessage message, EchoSettings settings) {
        if (message.chat().kind().isPrivate()) {
            return withoutPrefix(message.message(), settings.prefix());
        }
        return switch (settings.groups()) {
            case NEVER -> Message.text("");
            case ALWAYS -> withoutPrefix(message.message(), settings.prefix());
            case ON_MENTION ->
                message.isAddressed() ? withoutPrefix(message.unaddressed(), settings.prefix()) : Message.text("");
        };
    }

    private static Message withoutPrefix(Message message, String prefix) {
        if (prefix.isEmpty()) {
            return message;
        }
        List<Segment> segments = new ArrayList<>(message.segments());
        if (segments.isEmpty()
                || !(segments.get(0) instanceof Segment.Text text)
                || !text.text().startsWith(prefix)) {
            return Message.text("");
        }
        segments.set(0, new Segment.Text(text.text().substring(prefix.length())));
        return Message.of(segments);
    }
}
