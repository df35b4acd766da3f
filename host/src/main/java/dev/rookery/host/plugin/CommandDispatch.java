package dev.rookery.host.plugin;

import dev.rookery.api.Registration;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.handler.Question;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.Owner;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears messages in the name of a plugin and carries out those that are commands of it. */
final class CommandDispatch implements MessageHandler {

    /** The place of commands among all handlers, promised by {@link MessageHandler#priority()}. */
    static final int PRIORITY = 100;

    private static final Logger log = LoggerFactory.getLogger(CommandDispatch.class);

    private final Owner owner;
    private final CommandTable commands;

    CommandDispatch(Owner owner, CommandTable commands) {
        this.owner = owner;
        this.commands = commands;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Outcome handle(IncomingMessage message) {
        Optional<CommandTable.Match> match = commands.match(message);
        if (match.isEmpty()) {
            return Outcome.PASS;
        }
        CommandTable.Match found = match.get();
        try {
            found.command().handler().handle(new Call(message, found.label(), found.arguments()));
        } catch (Throwable e) {
            // It was this command all the same: another plugin's answer to it would only confuse.
            log.error(
                    "command failed plugin={} chat={} command={}",
                    owner.id(),
                    message.chat().id(),
                    found.command().name(),
                    e);
            owner.sentry().failed(e);
        }
        return Outcome.CONSUMED;
    }

    /** The message with the words after the command. */
    private record Call(IncomingMessage given, String label, String arguments) implements CommandCall {

        @Override
        public MessageReceived event() {
            return given.event();
        }

        @Override
        public boolean isAddressed() {
            return given.isAddressed();
        }

        @Override
        public Message unaddressed() {
            return given.unaddressed();
        }

        @Override
        public CompletionStage<SendResult> reply(Message answer) {
            return given.reply(answer);
        }

        @Override
        public Ask<String> ask(Message question) {
            return given.ask(question);
        }

        @Override
        public <S extends Record> Registration ask(Question<S> question, S state, Message words) {
            return given.ask(question, state, words);
        }
    }
}
