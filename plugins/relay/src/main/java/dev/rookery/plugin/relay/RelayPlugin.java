package dev.rookery.plugin.relay;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.Person;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says what is said in one chat in the chats that are joined with it, and who said it. */
public final class RelayPlugin implements BotPlugin {

    /** After commands, which are between a person and the bot, and before whoever answers to everything. */
    static final int PRIORITY = 50;

    /** How long the others wait for a picture before they get its name in its place. */
    private static final int PICTURE_SECONDS = 10;

    private static final int LONGEST_NAME = 40;

    @Override
    public void onEnable(PluginContext context) {
        context.onMessage(new Relay(context, context.config(RelaySettings.class), new Echoes()));
    }

    private record Relay(PluginContext context, ConfigHandle<RelaySettings> settings, Echoes echoes)
            implements MessageHandler {

        @Override
        public int priority() {
            return PRIORITY;
        }

        @Override
        public Outcome handle(IncomingMessage message) throws InterruptedException {
            Set<ChatId> others = settings.get().others(message.chat().id());
            if (others.isEmpty() || message.message().isEmpty() || echoes.isOne(message.text())) {
                return Outcome.PASS;
            }
            Message said = said(message);
            echoes.remember(said.plainText());
            others.forEach(chat -> context.send(chat, said));
            return Outcome.PASS;
        }

        private Message said(IncomingMessage message) throws InterruptedException {
            List<Segment> segments = new ArrayList<>();
            segments.add(new Segment.Text("[" + name(message.sender()) + "] "));
            for (Segment segment : message.message().segments()) {
                segments.add(elsewhere(message, segment));
            }
            return Message.of(segments);
        }

        private static String name(Person person) {
            String name = OneLine.of(person.name(), LONGEST_NAME);
            return name.isEmpty() ? OneLine.of(person.id().value(), LONGEST_NAME) : name;
        }

        /** Faces and mentions are a network's own; so is a picture that it only refers to. */
        private Segment elsewhere(IncomingMessage message, Segment segment) throws InterruptedException {
            if (segment instanceof Segment.Text) {
                return segment;
            }
            if (segment instanceof Segment.Image image) {
                Media.Bytes picture = bytes(message, image);
                return picture == null ? new Segment.Text(image.alt()) : new Segment.Image(picture, image.name());
            }
            return new Segment.Text(segment.alt());
        }

        /** Waits, so that what is said next does not overtake the picture. */
        private Media.@Nullable Bytes bytes(IncomingMessage message, Segment.Image image) throws InterruptedException {
            if (image.media() instanceof Media.Bytes bytes) {
                return bytes;
            }
            try {
                return context.account(message.event().account())
                        .orElseThrow(() -> new ExecutionException("no such account", null))
                        .fetch(image)
                        .toCompletableFuture()
                        .get(PICTURE_SECONDS, TimeUnit.SECONDS)
                        .found()
                        .orElse(null);
            } catch (ExecutionException | TimeoutException e) {
                context.log().debug("picture is not to be had, its name goes in its place", e);
                return null;
            }
        }
    }
}
