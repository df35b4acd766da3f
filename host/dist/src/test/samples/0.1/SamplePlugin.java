package sample;

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.handler.Question;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/** A plugin that uses a little of everything. */
public final class SamplePlugin implements BotPlugin {

    @Doc("Settings of all kinds.")
    record Settings(
            @Doc("What is said first.") @Default("Hello") String greeting,
            @Doc("How long later is.") @Default("1s") Duration pause,
            @Doc("Who else is greeted.") List<String> friends) {}

    record Kept(int number) {}

    private record LastWord(PluginContext context) implements MessageHandler {
        @Override
        public int priority() {
            return -1;
        }

        @Override
        public Outcome handle(IncomingMessage message) {
            if (!message.text().startsWith("is anybody")) {
                return Outcome.PASS;
            }
            String id = context.info().id().toUpperCase(Locale.ROOT);
            message.reply(Message.of(List.of(new Segment.Text("Nobody but "), new Segment.Text(id))));
            return Outcome.CONSUMED;
        }
    }

    @Override
    public void onEnable(PluginContext context) {
        ConfigHandle<Settings> settings = context.config(Settings.class);
        AtomicInteger heard = new AtomicInteger();
        context.on(MessageReceived.class, event -> heard.incrementAndGet());

        context.commands()
                .register(CommandSpec.named("greet").aliases("hi").describe("greets").handle(call -> call.reply(
                        settings.get().greeting() + ", " + call.sender().name() + " Also "
                                + String.join(" and ", settings.get().friends()))));
        context.commands()
                .register(CommandSpec.named("later").describe("waits").handle(call -> context.scheduler()
                        .after(settings.get().pause(), () -> call.reply("It is later"))));
        context.commands()
                .register(CommandSpec.named("ask").describe("asks").handle(call -> call.ask("How many?")
                        .within(Duration.ofMinutes(5))
                        .accept(Integer::valueOf, "A number, please.")
                        .then(answer -> answer.reply("That makes " + 2 * answer.value()))));

        Question<Kept> what = context.questions().register("what", Kept.class, (kept, answer) -> answer.reply(
                "You said " + answer.value() + ", as number " + kept.number()));
        context.commands()
                .register(CommandSpec.named("remember").describe("remembers").handle(call -> call.ask(
                        what, new Kept(1), "What?")));

        context.onMessage(new LastWord(context));
        Logger log = context.log();
        AutoCloseable goodbye = () -> log.info("sample says goodbye");
        context.manage(goodbye);
    }
}
