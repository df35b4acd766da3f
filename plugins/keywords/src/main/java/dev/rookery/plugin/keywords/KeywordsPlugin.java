package dev.rookery.plugin.keywords;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.permission.Level;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.StringJoiner;
import org.slf4j.Logger;

/** Learns answers in chat and gives them: {@code teach}, {@code forget}, {@code keywords}. */
public final class KeywordsPlugin implements BotPlugin {

    private static final String TEACH = "keywords.teach";
    private static final Arg<Trigger> QUESTION = Arg.word("question").map(Trigger::of);
    private static final Arg<String> ANSWER = Arg.rest("answer");
    private static final int MOST_LISTED = 30;

    @Override
    public void onEnable(PluginContext context) {
        ConfigHandle<KeywordsSettings> settings = context.config(KeywordsSettings.class);
        context.permissions().declare(TEACH, "Teach and forget answers in groups.", Level.GROUP_ADMIN);
        Answers answers = new Answers(context.storage().space("answers", Taught.class));
        context.commands()
                .register(CommandSpec.named("teach")
                        .aliases("教", "学习")
                        .args(QUESTION, ANSWER)
                        .handle(call -> {
                            requireTeacher(call);
                            check(call, answers, settings.get());
                            Taught taught = new Taught(
                                    call.get(ANSWER),
                                    call.sender().name(),
                                    context.clock().instant());
                            answers.teach(call.chat().id(), call.get(QUESTION), taught);
                            call.reply(call.phrase("taught", call.get(QUESTION).key()));
                        }));
        context.commands()
                .register(CommandSpec.named("forget")
                        .aliases("忘记")
                        .args(QUESTION)
                        .handle(call -> {
                            requireTeacher(call);
                            Trigger trigger = call.get(QUESTION);
                            boolean known = answers.forget(call.chat().id(), trigger);
                            call.reply(call.phrase(known ? "forgotten" : "unknown", trigger.key()));
                        }));
        context.commands()
                .register(CommandSpec.named("keywords")
                        .aliases("关键词")
                        .handle(call ->
                                call.reply(list(call, answers.of(call.chat().id())))));
        context.onMessage(message -> answer(message, answers.of(message.chat().id()), context.log())
                .map(taught -> {
                    message.reply(taught.answer());
                    return Outcome.CONSUMED;
                })
                .orElse(Outcome.PASS));
    }

    /** Not by the commands' own permission: what is taught in a private chat bothers nobody else. */
    private static void requireTeacher(CommandCall call) {
        if (!call.chat().kind().isPrivate() && !call.can(TEACH)) {
            throw UsageException.phrase("teach.forbidden");
        }
    }

    private static void check(CommandCall call, Answers answers, KeywordsSettings settings) {
        if (call.get(ANSWER).length() > settings.longestAnswer()) {
            throw UsageException.phrase("answer.length", settings.longestAnswer());
        }
        NavigableMap<Trigger, Taught> known = answers.of(call.chat().id());
        if (known.size() >= settings.mostPerChat() && !known.containsKey(call.get(QUESTION))) {
            throw UsageException.phrase("answer.most", settings.mostPerChat());
        }
    }

    private static String list(CommandCall call, NavigableMap<Trigger, Taught> known) {
        if (known.isEmpty()) {
            return call.phrase("list.none");
        }
        StringJoiner lines = new StringJoiner("\n");
        lines.add(call.phrase("list.begin", known.size()));
        known.entrySet().stream()
                .limit(MOST_LISTED)
                .forEach(entry -> lines.add(call.phrase(
                        "list.line", entry.getKey().key(), entry.getValue().by())));
        if (known.size() > MOST_LISTED) {
            lines.add(call.phrase("list.more", known.size() - MOST_LISTED));
        }
        return lines.toString();
    }

    /** Without the words that address the bot, so that {@code pual: hello} is answered as {@code hello} is. */
    private static Optional<Taught> answer(IncomingMessage message, NavigableMap<Trigger, Taught> known, Logger log) {
        String said = message.unaddressed().plainText();
        String folded = Trigger.folded(said);
        for (Iterator<Map.Entry<Trigger, Taught>> each = known.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Trigger, Taught> next = each.next();
            try {
                if (next.getKey().fits(said, folded)) {
                    return Optional.of(next.getValue());
                }
            } catch (BoundedText.TooSlowException e) {
                log.warn(
                        "pattern takes too long, given up until it is taught again or the plugin starts again pattern={}",
                        next.getKey().key());
                each.remove();
            }
        }
        return Optional.empty();
    }
}
