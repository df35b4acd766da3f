package dev.rookery.host.ask;

import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.message.Message;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at an answer, in the lane and on the threads of the plugin that asked. */
final class AnswerReading {

    private static final Set<String> CANCEL = Set.of("cancel", "取消");

    private static final Logger log = LoggerFactory.getLogger(AnswerReading.class);

    private final QuestionBook book;

    AnswerReading(QuestionBook book) {
        this.book = book;
    }

    /** The question is over before the plugin's step runs, which may ask the next one. */
    void read(PendingQuestion question, Asked<?, ?> asked, IncomingMessage message) throws Exception {
        if (book.isOver(question)) {
            return; // Taken back while the answer lined up.
        }
        String text = message.unaddressed().plainText().strip();
        if (CANCEL.contains(text.toLowerCase(Locale.ROOT))) {
            book.end(question);
            confirm(question, asked, message, Notices.CANCELLED);
        } else if (text.length() > Ask.MAX_ANSWER) {
            again(question, asked, message, Notices.TOO_LONG.in(question.kept.chinese()));
        } else {
            readText(question, asked, message, text);
        }
    }

    private void readText(PendingQuestion question, Asked<?, ?> asked, IncomingMessage message, String text)
            throws Exception {
        Asked.Step step;
        try {
            step = asked.read(question.kept, message, text);
        } catch (IllegalArgumentException | DateTimeException notAccepted) {
            again(question, asked, message, asked.spec().hint());
            return;
        } catch (Asked.LostStateException e) {
            log.warn(
                    "question cannot go on plugin={} question={} reason={}",
                    question.kept.plugin(),
                    question.kept.name(),
                    e.getMessage());
            book.end(question);
            message.reply(Notices.LOST.in(question.kept.chinese()));
            return;
        } catch (RuntimeException | Error e) {
            book.end(question);
            throw e;
        }
        book.end(question);
        step.run();
    }

    private void again(PendingQuestion question, Asked<?, ?> asked, IncomingMessage message, String hint)
            throws Exception {
        if (!book.hasAttemptsLeft(question)) {
            book.end(question);
            confirm(question, asked, message, Notices.GIVEN_UP);
        } else if (!book.reopen(question)) {
            asked.onTimeout(question.kept);
        } else if (!hint.isEmpty()) {
            message.reply(Message.text(hint));
        }
    }

    private static void confirm(PendingQuestion question, Asked<?, ?> asked, IncomingMessage message, Notices notice)
            throws Exception {
        if (!asked.onCancel(question.kept)) {
            message.reply(notice.in(question.kept.chinese()));
        }
    }
}
