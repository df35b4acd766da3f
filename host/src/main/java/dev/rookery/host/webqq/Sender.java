package dev.rookery.host.webqq;

import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.webqq.wire.MessageNumbers;
import dev.rookery.host.webqq.wire.MessageParts;
import dev.rookery.host.webqq.wire.Recipient;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Says things: cuts a message into parts, sends one after the other and tells what became of the whole. Sends keep
 * their {@link Pace}, and repeated ones are treated as {@link Repetition} says. Nothing that may have arrived is ever
 * sent again. On the loop only; the futures complete there.
 */
final class Sender {

    private final SendOptions options;
    private final Sending.Tools tools;
    private final Set<Sending> underWay = new HashSet<>();
    private Runnable whenIdle = () -> {};

    /**
     * Creates the sender of one account.
     *
     * @param account the account's name
     * @param inDoubt told when an answer says that the session is gone
     */
    Sender(
            String account,
            IoLoop loop,
            HttpStream stream,
            Requests requests,
            SendOptions options,
            Consumer<Session> inDoubt) {
        this.options = options;
        Calls calls = new Calls(stream, inDoubt);
        this.tools = new Sending.Tools(
                loop,
                stream,
                requests,
                new Pace(options.chatInterval(), options.accountInterval(), System::nanoTime),
                new Repetition(options.repeats(), options.repeatInterval(), System::nanoTime),
                new SessionSignatures(calls, requests, System::nanoTime),
                new PictureUploads(
                        requests,
                        calls,
                        stream.cookies(),
                        new PictureFetch(account, requests, calls),
                        options.pictureBytes()),
                options.uploadWait(),
                new MessageNumbers(Instant.now()),
                inDoubt);
    }

    /**
     * Sends a message.
     *
     * @param session the session to send it in, also if it takes long
     * @param recipient whom it goes to
     * @param result completes with what became of it, at the latest after the intervals of {@link SendOptions}, one
     *     request timeout per part, three for each picture, and what waits before it
     */
    void send(Session session, Recipient recipient, Message message, CompletableFuture<SendResult> result) {
        int bytes = MessageParts.bytes(message.plainText());
        long most = (long) options.messageBytes() * options.messageParts();
        if (bytes > most) {
            result.complete(new SendResult.Refused(
                    "the message is too long: " + bytes + " bytes (expected: at most " + most + ")"));
            return;
        }
        // Cuts at white space leave room, so that even what is short enough may come to too many parts.
        List<Message> parts = MessageParts.of(message, options.messageBytes());
        if (parts.size() > options.messageParts()) {
            result.complete(new SendResult.Refused("the message is too long: " + parts.size()
                    + " parts (expected: at most " + options.messageParts() + ")"));
            return;
        }
        Sending sending = new Sending(tools, session, recipient, parts);
        underWay.add(sending);
        // First out of the way, so that whoever waits for the result finds the sender idle.
        sending.result().thenAccept(outcome -> {
            underWay.remove(sending);
            result.complete(outcome);
            if (underWay.isEmpty()) {
                whenIdle.run();
            }
        });
        sending.begin();
    }

    /** Runs a task when nothing is under way, at once if that is now. */
    void whenIdle(Runnable task) {
        whenIdle = task;
        if (underWay.isEmpty()) {
            task.run();
        }
    }

    /** Gives up what is under way: it may or may not have arrived. */
    void abandon() {
        Set.copyOf(underWay).forEach(Sending::abandon);
    }
}
