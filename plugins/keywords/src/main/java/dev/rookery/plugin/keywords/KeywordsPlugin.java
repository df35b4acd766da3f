package dev.rookery.plugin.keywords;

import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.Param;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.permission.Level;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.text.OneLine;
import java.util.Map;
import java.util.NavigableMap;
import java.util.StringJoiner;

/** Learns answers in chat and gives them: {@code teach}, {@code forget}, {@code keywords}. */
public final class KeywordsPlugin implements BotPlugin {

    private static final String TEACH = "keywords.teach";

    @Override
    public void onEnable(PluginContext context) {
        context.permissions().declare(TEACH, "Teach and forget answers in groups.", Level.GROUP_ADMIN);
        Answers answers = new Answers(context.storage().space("answers", Taught.class));
        context.commands().registerAll(new School(answers, context.config(KeywordsSettings.class)));
        context.onMessage(message -> answer(message, answers));
    }

    /** Without the words that address the bot, so that {@code pual: hello} is answered as {@code hello} is. */
    private static Outcome answer(IncomingMessage message, Answers answers) {
        String said = Trigger.folded(message.unaddressed().plainText());
        for (Map.Entry<Trigger, Taught> each : answers.of(message.chat().id()).entrySet()) {
            if (each.getKey().fits(said)) {
                message.reply(each.getValue().answer());
                return Outcome.CONSUMED;
            }
        }
        return Outcome.PASS;
    }

    /** The commands. */
    static final class School {

        private static final int MOST_LISTED = 30;
        private static final int LONGEST_NAME = 40;

        private final Answers answers;
        private final ConfigHandle<KeywordsSettings> settings;

        School(Answers answers, ConfigHandle<KeywordsSettings> settings) {
            this.answers = answers;
            this.settings = settings;
        }

        @Command(
                value = "teach",
                aliases = {"教", "学习"})
        String teach(
                CommandCall call,
                @Param("question") Trigger question,
                @Param(value = "answer", rest = true) String answer) {
            requireTeacher(call);
            KeywordsSettings now = settings.get();
            NavigableMap<Trigger, Taught> known = answers.of(call.chat().id());
            if (answer.length() > now.longestAnswer()) {
                throw UsageException.phrase("answer.length", now.longestAnswer());
            }
            if (known.size() >= now.mostPerChat() && !known.containsKey(question)) {
                throw UsageException.phrase("answer.most", now.mostPerChat());
            }
            String by = OneLine.of(call.sender().name(), LONGEST_NAME);
            answers.teach(call.chat().id(), question, new Taught(answer, by));
            return call.phrase("taught", question);
        }

        @Command(value = "forget", aliases = "忘记")
        String forget(CommandCall call, @Param("question") Trigger question) {
            requireTeacher(call);
            boolean known = answers.forget(call.chat().id(), question);
            return call.phrase(known ? "forgotten" : "unknown", question);
        }

        @Command(value = "keywords", aliases = "关键词")
        String keywords(CommandCall call) {
            NavigableMap<Trigger, Taught> known = answers.of(call.chat().id());
            if (known.isEmpty()) {
                return call.phrase("list.none");
            }
            StringJoiner lines = new StringJoiner("\n");
            lines.add(call.phrase("list.begin", known.size()));
            known.entrySet().stream()
                    .limit(MOST_LISTED)
                    .forEach(each -> lines.add(call.phrase(
                            "list.line", each.getKey(), each.getValue().by())));
            if (known.size() > MOST_LISTED) {
                lines.add(call.phrase("list.more", known.size() - MOST_LISTED));
            }
            return lines.toString();
        }

        /** Not by the commands' own permission: what is taught in a private chat bothers nobody else. */
        private static void requireTeacher(CommandCall call) {
            if (!call.chat().kind().isPrivate() && !call.can(TEACH)) {
                throw UsageException.phrase("teach.forbidden");
            }
        }
    }
}
