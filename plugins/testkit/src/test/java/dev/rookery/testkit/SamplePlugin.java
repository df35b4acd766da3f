package dev.rookery.testkit;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import dev.rookery.api.event.GroupEvent;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.permission.Level;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A plugin with a little of everything, for the tests of the test kit. */
public final class SamplePlugin implements BotPlugin {

    @Doc("How the sample answers.")
    record Settings(
            @Doc("Put before each answer.") @Default("\"\"") String prefix) {}

    @Override
    public void onEnable(PluginContext context) {
        ConfigHandle<Settings> settings = context.config(Settings.class);
        settings.onChange(now -> {
            if (now.prefix().equals("boom")) {
                throw new IllegalStateException("boom");
            }
        });
        AtomicInteger heard = new AtomicInteger();
        Arg<String> words = Arg.rest("words");
        context.commands()
                .register(CommandSpec.named("shout")
                        .args(words)
                        .handle(call -> call.reply(
                                settings.get().prefix() + call.get(words).toUpperCase(Locale.ROOT))));
        context.commands()
                .register(CommandSpec.named("count").handle(call -> call.reply("" + heard.incrementAndGet())));
        context.commands()
                .register(CommandSpec.named("roll")
                        .handle(call ->
                                call.reply("You rolled " + (1 + context.random().nextInt(1_000_000)))));
        context.commands().register(CommandSpec.named("tea").handle(call -> {
            Instant asked = context.clock().instant();
            context.scheduler()
                    .after(
                            Duration.ofMinutes(3),
                            () -> call.reply("tea is ready, after "
                                    + Duration.between(asked, context.clock().instant())));
        }));
        context.commands().register(CommandSpec.named("twice").handle(call -> {
            call.reply("one");
            call.reply("two");
        }));
        context.commands().register(CommandSpec.named("boom").handle(call -> {
            throw new IllegalStateException("the fuse was lit");
        }));
        context.permissions().declare("sample.hush", "Hush.", Level.ADMIN);
        context.commands()
                .register(CommandSpec.named("hush").permission("sample.hush").handle(call -> call.reply("hushed")));
        context.commands()
                .register(CommandSpec.named("silence")
                        .handle(call -> context.account(call.event().account())
                                .orElseThrow()
                                .mute(call.chat().id(), call.sender().id(), Duration.ofMinutes(10))
                                .thenAccept(answer ->
                                        call.reply(answer.found().isPresent() ? "silenced" : "not allowed"))));
        context.onMessage(message -> {
            if (message.isAddressed() && message.unaddressed().plainText().equals("hello")) {
                message.reply("hello " + message.sender().name());
                return Outcome.CONSUMED;
            }
            return Outcome.PASS;
        });
        context.on(
                GroupEvent.MemberJoined.class,
                joined -> context.send(
                        joined.group().id(),
                        Message.text("welcome " + joined.member().name())));
    }
}
