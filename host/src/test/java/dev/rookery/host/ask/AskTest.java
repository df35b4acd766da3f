package dev.rookery.host.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.Registration;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.handler.Questions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions whose steps are code. */
class AskTest {

    private final Parlour parlour = new Parlour(QuestionStore.NONE);
    private final List<String> seen = new ArrayList<>();

    /** Asks at "name" and writes down everything else. */
    private MessageHandler asking(AskingStep asking) {
        return message -> {
            if (message.text().equals("name")) {
                asking.ask(message);
            } else {
                seen.add(message.sender().name() + ": " + message.text());
            }
            return Outcome.CONSUMED;
        };
    }

    private interface AskingStep {
        void ask(IncomingMessage message);
    }

    private static void whoAreYou(IncomingMessage message) {
        message.ask("Who are you?")
                .onTimeout(() -> message.reply("Never mind."))
                .then(answer -> answer.reply("Hi " + answer.value()));
    }

    @Test
    void aPluginThatIsSwitchedOffGetsNoAnswerAndTheMessageGoesItsUsualWay() {
        List<String> usual = new ArrayList<>();
        parlour.plugin("quiz", message -> {
            message.ask("Who are you?").then(answer -> answer.reply("hello " + answer.value()));
            return Outcome.CONSUMED;
        });
        parlour.says("alice", "hi").heard();
        parlour.plugin("other", message -> {
            usual.add(message.text());
            return Outcome.CONSUMED;
        });
        parlour.switchOff("quiz").says("alice", "Alice");
        assertThat(parlour.heard()).isEmpty();
        assertThat(usual).containsExactly("Alice");
        parlour.switchOn("quiz").says("alice", "Alice");
        assertThat(parlour.heard()).containsExactly("hello Alice");
    }

    @Test
    void anAnswerThatLinedUpDuringAReloadIsNotReadByCodeOfTheFormerLife() {
        Parlour.Life quiz = parlour.plugin("quiz", message -> {
            message.ask("Who are you?").then(answer -> answer.reply("hello " + answer.value()));
            return Outcome.CONSUMED;
        });
        parlour.says("alice", "hi").heard();
        quiz.busy();
        parlour.says("alice", "Alice");
        quiz.reloading().reloaded();
        assertThat(parlour.heard()).singleElement().asString().startsWith("Sorry, I was restarted");
    }

    @Test
    void aPluginThatIsSwitchedOffWhileAnAnswerLinesUpDoesNotGetIt() {
        Parlour.Life quiz = parlour.plugin("quiz", message -> {
            message.ask("Who are you?").then(answer -> answer.reply("hello " + answer.value()));
            return Outcome.CONSUMED;
        });
        parlour.says("alice", "hi").heard();
        quiz.busy();
        parlour.says("alice", "Alice").switchOff("quiz");
        quiz.free();
        assertThat(parlour.heard()).isEmpty();
        parlour.switchOn("quiz").says("alice", "Alice again");
        assertThat(parlour.heard()).containsExactly("hello Alice again");
    }

    @Test
    void whatThePersonSaysNextIsTheAnswerAndNoHandlerHearsIt() {
        parlour.plugin("quiz", asking(AskTest::whoAreYou));
        parlour.says("alice", "name").says("alice", " Alice ");
        assertThat(parlour.heard()).containsExactly("Who are you?", "Hi Alice");
        assertThat(seen).isEmpty();
        parlour.says("alice", "more");
        assertThat(seen).containsExactly("alice: more");
    }

    @Test
    void othersAndOtherChatsAreNotAsked() {
        parlour.plugin("quiz", asking(AskTest::whoAreYou));
        parlour.says("alice", "name").says("bob", "Bob").saysPrivately("alice", "elsewhere");
        assertThat(seen).containsExactly("bob: Bob", "alice: elsewhere");
        parlour.says("alice", "Alice");
        assertThat(parlour.heard()).containsExactly("Who are you?", "Hi Alice");
    }

    @Test
    void theBotsNameIsNoPartOfTheAnswer() {
        parlour.plugin("quiz", asking(AskTest::whoAreYou));
        parlour.says("alice", "name").says("alice", "@pual Alice");
        assertThat(parlour.heard()).containsExactly("Who are you?", "Hi Alice");
    }

    @Test
    void whenTimeIsUpTheTimeoutStepRunsOnceAndTheNextMessageIsNoAnswer() {
        parlour.plugin("quiz", asking(AskTest::whoAreYou));
        parlour.says("alice", "name").waits(Duration.ofSeconds(119));
        assertThat(parlour.heard()).containsExactly("Who are you?");
        parlour.waits(Duration.ofSeconds(1)).waits(Duration.ofHours(1));
        assertThat(parlour.heard()).containsExactly("Never mind.");
        parlour.says("alice", "Alice");
        assertThat(seen).containsExactly("alice: Alice");
        assertThat(parlour.timers.waiting()).isZero();
    }

    @Test
    void aSecondQuestionTakesThePlaceOfTheFirst() {
        Parlour.Life quiz = parlour.plugin("quiz", asking(AskTest::whoAreYou));
        quiz.busy();
        parlour.says("alice", "name").says("alice", "name");
        quiz.free();
        assertThat(parlour.heard()).containsExactly("Who are you?", "Who are you?", "Never mind.");
        parlour.says("alice", "Alice").says("alice", "free");
        assertThat(parlour.heard()).containsExactly("Hi Alice");
        assertThat(seen).containsExactly("alice: free");
    }

    @Test
    void anAnswerThatIsRefusedWhenAnotherQuestionHasBegunEndsTheFirst() {
        Parlour.Life quiz = parlour.plugin(
                "quiz",
                asking(message -> message.ask("How old?")
                        .accept(Integer::valueOf, "A number, please.")
                        .onTimeout(() -> message.reply("Never mind."))
                        .then(answer -> answer.reply("So " + answer.value()))));
        parlour.says("alice", "name").heard();
        quiz.busy();
        parlour.says("alice", "old").says("alice", "name");
        quiz.free();
        assertThat(parlour.heard()).containsExactly("A number, please.", "How old?", "Never mind.");
        parlour.says("alice", "7");
        assertThat(parlour.heard()).containsExactly("So 7");
    }

    @Test
    void anAnswerThatIsNotAcceptedIsAskedForAgainWithTheHint() {
        parlour.plugin(
                "quiz",
                asking(message -> message.ask("How old?")
                        .accept(Integer::valueOf, "A number, please.")
                        .then(answer -> answer.reply("Next year " + (answer.value() + 1)))));
        parlour.says("alice", "name").says("alice", "old").waits(Duration.ofSeconds(100));
        parlour.says("alice", "very").waits(Duration.ofSeconds(100)).says("alice", "41");
        assertThat(parlour.heard())
                .containsExactly("How old?", "A number, please.", "A number, please.", "Next year 42");
    }

    @Test
    void whenTheAttemptsAreUsedUpTheQuestionEnds() {
        parlour.plugin(
                "quiz",
                asking(message -> message.ask("When?")
                        .attempts(2)
                        .accept(LocalDate::parse, "Like 2026-11-22.")
                        .then(answer -> answer.reply("On " + answer.value()))));
        parlour.says("alice", "name").says("alice", "soon").says("alice", "later");
        assertThat(parlour.heard()).containsExactly("When?", "Like 2026-11-22.", Notices.GIVEN_UP.in(false));
        parlour.says("alice", "2026-11-22");
        assertThat(seen).containsExactly("alice: 2026-11-22");
    }

    @Test
    void cancelEndsTheQuestionInItsOwnLanguage() {
        parlour.plugin("quiz", asking(message -> message.ask("你叫什么名字？").then(answer -> answer.reply("no"))));
        parlour.says("alice", "name").says("alice", "取消").says("alice", "name").says("alice", "Cancel");
        assertThat(parlour.heard()).containsExactly("你叫什么名字？", "已取消。", "你叫什么名字？", "已取消。");
        assertThat(seen).isEmpty();
    }

    @Test
    void thePluginMayConfirmACancelItself() {
        parlour.plugin(
                "quiz",
                asking(message -> message.ask("Who?")
                        .onCancel(() -> message.reply("As you like."))
                        .then(answer -> answer.reply("no"))));
        parlour.says("alice", "name").says("alice", "cancel");
        assertThat(parlour.heard()).containsExactly("Who?", "As you like.");
    }

    @Test
    void anAnswerMayBeAskedBack() {
        parlour.plugin(
                "quiz",
                asking(message -> message.ask("From?")
                        .then(from -> from.ask("To?").then(to -> to.reply(from.value() + " to " + to.value())))));
        parlour.says("alice", "name").says("alice", "Beijing").says("alice", "Xi'an");
        assertThat(parlour.heard()).containsExactly("From?", "To?", "Beijing to Xi'an");
    }

    @Test
    void theContinuationRunsInTheLaneBehindWhatCameBefore() {
        Parlour.Life quiz = parlour.plugin(
                "quiz",
                asking(message -> message.ask("Who?").then(answer -> {
                    seen.add("answer: " + answer.value());
                })));
        parlour.says("alice", "name");
        quiz.busy();
        parlour.says("bob", "before")
                .says("alice", "Alice")
                .says("bob", "after")
                .says("alice", "too");
        quiz.free();
        assertThat(seen).containsExactly("bob: before", "answer: Alice", "bob: after", "alice: too");
    }

    @Test
    void whatWasSaidBeforeTheQuestionIsNoAnswer() {
        Parlour.Life quiz = parlour.plugin("quiz", asking(AskTest::whoAreYou));
        quiz.busy();
        parlour.says("alice", "name").says("alice", "hurry");
        quiz.free();
        assertThat(seen).containsExactly("alice: hurry");
        parlour.says("alice", "Alice");
        assertThat(parlour.heard()).containsExactly("Who are you?", "Hi Alice");
    }

    @Test
    void aQuestionThatWasTakenBackRunsNothing() {
        List<Registration> asked = new ArrayList<>();
        Parlour.Life quiz = parlour.plugin(
                "quiz",
                asking(message -> asked.add(message.ask("Who?")
                        .onTimeout(() -> message.reply("late"))
                        .then(answer -> answer.reply("no")))));
        parlour.says("alice", "name");
        asked.get(0).close();
        parlour.says("alice", "free").waits(Duration.ofHours(1));
        assertThat(seen).containsExactly("alice: free");
        parlour.says("alice", "name");
        quiz.busy();
        parlour.says("alice", "Alice");
        asked.get(1).close();
        quiz.free();
        assertThat(parlour.heard()).containsExactly("Who?", "Who?");
        assertThat(parlour.questions.waiting("quiz")).isZero();
    }

    @Test
    void anEndlessAnswerCountsAsNone() {
        parlour.plugin("quiz", asking(AskTest::whoAreYou));
        parlour.says("alice", "name")
                .says("alice", "x".repeat(Ask.MAX_ANSWER + 1))
                .says("alice", "x".repeat(10_000_000))
                .says("alice", "x".repeat(Ask.MAX_ANSWER));
        assertThat(parlour.heard())
                .containsExactly(
                        "Who are you?",
                        Notices.TOO_LONG.in(false),
                        Notices.TOO_LONG.in(false),
                        "Hi " + "x".repeat(Ask.MAX_ANSWER));
    }

    @Test
    void questionsOfAPluginAreBounded() {
        List<Exception> refused = new ArrayList<>();
        parlour.plugin("quiz", message -> {
            try {
                whoAreYou(message);
            } catch (IllegalStateException e) {
                refused.add(e);
            }
            return Outcome.CONSUMED;
        });
        for (int i = 0; i < Questions.MAX_WAITING + 2; i++) {
            parlour.says("person-" + i, "hello");
        }
        assertThat(refused).hasSize(2);
        assertThat(refused.get(0)).hasMessageContaining("expected: at most 10000");
        parlour.waits(Duration.ofMinutes(2)).heard();
        assertThat(parlour.questions.waiting("quiz")).isZero();
        parlour.says("one more", "hello");
        assertThat(parlour.heard()).containsExactly("Who are you?");
    }

    @Test
    void aParserThatBreaksEndsTheQuestion() {
        parlour.plugin(
                "quiz",
                asking(message -> message.ask("Who?")
                        .accept(
                                text -> {
                                    throw new IllegalStateException("broken on purpose");
                                },
                                "no")
                        .then(answer -> answer.reply("no"))));
        parlour.says("alice", "name").says("alice", "Alice").says("alice", "free");
        assertThat(parlour.heard()).containsExactly("Who?");
        assertThat(seen).containsExactly("alice: free");
    }

    @Test
    void afterItsStopAPluginCanAskNothing() {
        List<IncomingMessage> heard = new ArrayList<>();
        Parlour.Life quiz = parlour.plugin("quiz", asking(heard::add));
        parlour.says("alice", "name");
        quiz.stop();
        parlour.plugin("quiz", asking(heard::add));
        assertThatThrownBy(() -> whoAreYou(heard.get(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quiz");
        assertThat(parlour.heard()).isEmpty();
    }

    @Test
    void afterAReloadThePersonIsToldToBeginAgain() {
        Parlour.Life quiz = parlour.plugin("quiz", asking(AskTest::whoAreYou));
        parlour.says("alice", "name").says("bob", "name").heard();
        quiz.stop();
        parlour.plugin("quiz", asking(AskTest::whoAreYou));
        parlour.says("alice", "Alice");
        assertThat(parlour.heard()).containsExactly(Notices.LOST.in(false));
        parlour.says("alice", "again");
        assertThat(seen).containsExactly("alice: again");
        parlour.waits(Duration.ofHours(1)).says("bob", "late");
        assertThat(parlour.heard()).isEmpty();
        assertThat(seen).containsExactly("alice: again", "bob: late");
        assertThat(parlour.underWay()).isZero();
    }

    @Test
    void anAnswerThatLinedUpWhenThePluginEndedIsToldToBeLost() {
        Parlour.Life quiz = parlour.plugin("quiz", asking(AskTest::whoAreYou));
        parlour.says("alice", "name").heard();
        quiz.busy();
        parlour.says("alice", "Alice");
        quiz.stop();
        assertThat(parlour.heard()).containsExactly(Notices.LOST.in(false));
        assertThat(parlour.questions.waiting("quiz")).isZero();
    }

    @Test
    void anAnswerThatLinesUpWhileThePluginIsDrainedIsHandled() {
        Parlour.Life quiz = parlour.plugin("quiz", asking(AskTest::whoAreYou));
        parlour.says("alice", "name").heard();
        quiz.busy();
        parlour.says("alice", "Alice");
        quiz.stopping().free();
        assertThat(parlour.heard()).containsExactly("Hi Alice");
    }

    @Test
    void termsOutOfBoundsAreRefused() {
        parlour.plugin("quiz", asking(message -> {
            assertThatThrownBy(() -> message.ask("?").within(Duration.ZERO)).hasMessageContaining("more than zero");
            assertThatThrownBy(() -> message.ask("?").within(Ask.MAX_WITHIN.plusMillis(1)))
                    .hasMessageContaining("at most");
            assertThatThrownBy(() -> message.ask("?").attempts(0)).hasMessageContaining("1 to 100");
            assertThatThrownBy(() -> message.ask("?").attempts(101)).hasMessageContaining("1 to 100");
            message.ask("ok?").within(Ask.MAX_WITHIN).attempts(100).then(answer -> {});
        }));
        parlour.says("alice", "name");
        assertThat(parlour.heard()).containsExactly("ok?");
    }
}
