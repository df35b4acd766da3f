package dev.rookery.host.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.handler.Question;
import dev.rookery.api.handler.QuestionSpec;
import dev.rookery.api.handler.Questions;
import dev.rookery.api.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions that have a name go on after a reload and after a restart. */
class NamedQuestionTest {

    private final KeptQuestions kept = new KeptQuestions();
    private Parlour parlour = new Parlour(kept);
    private final List<String> seen = new ArrayList<>();

    enum Class {
        FIRST,
        SECOND
    }

    record Stop(String name, Duration stay) {}

    record Trip(
            String from, LocalDate day, Class travels, List<Stop> stops, Map<String, Integer> bags, Instant booked) {
        static Trip from(String from) {
            return new Trip(
                    from,
                    LocalDate.of(2026, 11, 22),
                    Class.SECOND,
                    List.of(new Stop("Zhengzhou", Duration.ofMinutes(7))),
                    Map.of("small", 2),
                    Instant.EPOCH);
        }
    }

    record Ship(String from, int masts) {}

    /** A plugin that asks "Where to?" with what follows the word "from" as state. */
    private final class Travels implements MessageHandler {

        private Question<Trip> where;

        void enable(Questions questions) {
            where = questions.register(QuestionSpec.named("where", Trip.class)
                    .onTimeout((trip, chat, person) -> seen.add("timeout " + trip.from() + " " + person.value()))
                    .then((trip, answer) -> answer.reply(trip + " to " + answer.value())));
        }

        @Override
        public Outcome handle(IncomingMessage message) {
            if (message.text().startsWith("from ")) {
                message.ask(where, Trip.from(message.text().substring(5)), "Where to?");
            } else {
                seen.add(message.text());
            }
            return Outcome.CONSUMED;
        }
    }

    private Parlour.Life travels() {
        Travels travels = new Travels();
        return parlour.plugin("travel", travels, travels::enable);
    }

    @Test
    void anAnswerFindsTheStateAgain() {
        travels();
        parlour.says("alice", "from Beijing").says("alice", "Xi'an");
        assertThat(parlour.heard()).containsExactly("Where to?", Trip.from("Beijing") + " to Xi'an");
        assertThat(kept.size()).isZero();
    }

    @Test
    void aQuestionGoesOnAfterAReload() {
        Parlour.Life first = travels();
        parlour.says("alice", "from Beijing").heard();
        first.stop();
        travels();
        parlour.says("alice", "Xi'an");
        assertThat(parlour.heard()).containsExactly(Trip.from("Beijing") + " to Xi'an");
    }

    @Test
    void aQuestionGoesOnAfterARestart() {
        travels();
        parlour.says("alice", "from Beijing").heard();
        parlour = new Parlour(kept);
        travels();
        parlour.says("alice", "Xi'an");
        assertThat(parlour.heard()).containsExactly(Trip.from("Beijing") + " to Xi'an");
        assertThat(kept.size()).isZero();
    }

    @Test
    void aQuestionWhoseStepsAreCodeIsToldToBeLostAfterARestart() {
        parlour.plugin("quiz", message -> {
            message.ask("你是谁？").then(answer -> answer.reply("no"));
            return Outcome.CONSUMED;
        });
        parlour.says("alice", "hello").heard();
        parlour = new Parlour(kept);
        parlour.says("alice", "Alice");
        assertThat(parlour.heard()).containsExactly("抱歉，我刚才重启过，之前的对话没能保留下来，请重新开始。");
        assertThat(kept.size()).isZero();
    }

    @Test
    void anAnswerWaitsForAPluginThatIsBeingReloaded() {
        Parlour.Life first = travels();
        parlour.says("alice", "from Beijing").heard();
        first.stop();
        parlour.says("alice", "Xi'an").says("alice", "something else");
        assertThat(parlour.heard()).isEmpty();
        parlour.waits(PendingQuestions.HOLD.minusMillis(1));
        travels();
        assertThat(parlour.heard()).containsExactly(Trip.from("Beijing") + " to Xi'an");
        assertThat(parlour.timers.waiting()).isZero();
    }

    @Test
    void anAnswerThatComesDuringAReloadKeepsItsPlaceAmongTheOtherMessages() {
        Parlour.Life first = ordered();
        parlour.says("alice", "from Beijing");
        first.reloading();
        parlour.says("bob", "before").says("alice", "Xi'an").says("bob", "behind");
        assertThat(seen).isEmpty();
        first.reloaded();
        assertThat(seen).containsExactly("before", "to Xi'an", "behind");
    }

    @Test
    void anAnswerThatComesDuringAReloadIsToldToBeLostWhenTheNextLifeDoesNotKnowItsQuestion() {
        Parlour.Life first = travels();
        parlour.says("alice", "from Beijing").heard();
        first.reloading();
        parlour.says("alice", "Xi'an");
        first.reloaded(message -> Outcome.PASS, questions -> {});
        assertThat(parlour.heard()).singleElement().asString().startsWith("Sorry, I was restarted");
    }

    /** As {@link #travels}, and its step is seen among the messages. */
    private Parlour.Life ordered() {
        List<Question<Trip>> where = new ArrayList<>();
        return parlour.plugin(
                "travel",
                message -> {
                    if (message.text().startsWith("from ")) {
                        message.ask(where.get(0), Trip.from("here"), "Where to?");
                    } else {
                        seen.add(message.text());
                    }
                    return Outcome.CONSUMED;
                },
                questions -> where.add(
                        0,
                        questions.register(QuestionSpec.named("where", Trip.class)
                                .then((trip, answer) -> seen.add("to " + answer.value())))));
    }

    @Test
    void anAnswerThatLinedUpWhenThePluginEndedGoesToItsNextLife() {
        Parlour.Life first = travels();
        parlour.says("alice", "from Beijing").heard();
        first.busy();
        parlour.says("alice", "Xi'an");
        first.stop();
        assertThat(parlour.heard()).isEmpty();
        travels();
        assertThat(parlour.heard()).containsExactly(Trip.from("Beijing") + " to Xi'an");
    }

    @Test
    void anAnswerDoesNotWaitForEver() {
        Parlour.Life first = travels();
        parlour.says("alice", "from Beijing").heard();
        first.stop();
        parlour.says("alice", "Xi'an").waits(PendingQuestions.HOLD);
        assertThat(parlour.heard()).containsExactly(Notices.AWAY.in(false));
        travels();
        assertThat(parlour.heard()).isEmpty();
        assertThat(kept.size()).isZero();
    }

    @Test
    void aPluginThatComesBackWithoutTheNameHasLostTheThread() {
        Parlour.Life first = travels();
        parlour.says("alice", "from Beijing").heard();
        first.stop();
        parlour.plugin("travel", new Travels());
        parlour.says("alice", "Xi'an");
        assertThat(parlour.heard()).containsExactly(Notices.LOST.in(false));
    }

    @Test
    void aPluginThatComesBackWithAnotherRecordHasLostTheThread() {
        Parlour.Life first = travels();
        parlour.says("alice", "from Beijing").heard();
        first.stop();
        parlour.plugin(
                "travel",
                new Travels(),
                questions -> questions.register("where", Ship.class, (ship, answer) -> answer.reply("no")));
        parlour.says("alice", "Xi'an");
        assertThat(parlour.heard()).containsExactly(Notices.LOST.in(false));
    }

    @Test
    void whatNobodyAnsweredWhileThePluginWasAwayIsToldWhenItIsBack() {
        Parlour.Life first = travels();
        parlour.says("alice", "from Beijing");
        first.stop();
        parlour.waits(Duration.ofMinutes(3));
        assertThat(seen).isEmpty();
        travels();
        assertThat(seen).containsExactly("timeout Beijing alice");
        assertThat(kept.size()).isZero();
    }

    @Test
    void whatNobodyAnsweredIsForgottenADayLater() {
        Parlour.Life first = travels();
        parlour.says("alice", "from Beijing");
        first.stop();
        parlour.waits(Duration.ofMinutes(2)).waits(QuestionBook.LATE);
        travels();
        assertThat(seen).isEmpty();
        assertThat(kept.size()).isZero();
    }

    @Test
    void onlyTheLastQuestionOfAPersonIsKept() {
        travels();
        parlour.says("alice", "from Beijing").saysPrivately("alice", "from Xi'an");
        assertThat(kept.size()).isEqualTo(2);
        parlour.says("alice", "cancel");
        assertThat(kept.size()).isEqualTo(1);
    }

    @Test
    void whatIsGoodForThisSignInOnlyIsNotKept() {
        parlour.ofStrangers();
        travels();
        parlour.says("alice", "from Beijing");
        assertThat(kept.size()).isZero();
        parlour.says("alice", "Xi'an");
        assertThat(parlour.heard()).contains(Trip.from("Beijing") + " to Xi'an");
    }

    @Test
    void aNameCanBeTakenOnce() {
        parlour.plugin("travel", message -> Outcome.PASS, questions -> {
            Question<Ship> one = questions.register("where", Ship.class, (ship, answer) -> {});
            assertThatThrownBy(() -> questions.register("where", Ship.class, (ship, answer) -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'where'");
            one.close();
            questions.register("where", Ship.class, (ship, answer) -> {}).close();
        });
    }

    @Test
    void aStateThatCannotBeKeptIsRefused() {
        List<Throwable> refused = new ArrayList<>();
        List<Question<Ship>> ships = new ArrayList<>();
        parlour.plugin(
                "travel",
                message -> {
                    try {
                        message.ask(ships.get(0), new Ship(message.text(), 3), Message.text("?"));
                    } catch (IllegalArgumentException e) {
                        refused.add(e);
                    }
                    return Outcome.CONSUMED;
                },
                questions -> ships.add(questions.register("ship", Ship.class, (ship, answer) -> {})));
        parlour.says("alice", "x".repeat(Questions.MAX_STATE));
        assertThat(refused).singleElement().asString().contains("expected: at most 16384");
        assertThat(parlour.heard()).isEmpty();
    }

    record Crew(List<Thread> hands) {}

    @Test
    void whatCannotBeKeptIsRefusedWhenTheQuestionIsRegistered() {
        parlour.plugin(
                "crew",
                message -> Outcome.PASS,
                questions -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> questions.register("crew", Crew.class, (crew, answer) -> {}))
                        .withMessageStartingWith("Crew.hands[]: java.lang.Thread has no JSON"));
    }

    @Test
    void aQuestionOfAnotherPluginCannotBeAsked() {
        List<Throwable> refused = new ArrayList<>();
        List<Question<Ship>> ships = new ArrayList<>();
        parlour.plugin(
                "ships",
                message -> Outcome.PASS,
                questions -> ships.add(questions.register("ship", Ship.class, (ship, answer) -> {})));
        parlour.plugin("thief", message -> {
            try {
                message.ask(ships.get(0), new Ship("x", 3), "?");
            } catch (IllegalArgumentException e) {
                refused.add(e);
            }
            return Outcome.CONSUMED;
        });
        parlour.says("alice", "hello");
        assertThat(refused).singleElement().asString().contains("not registered by plugin thief");
    }
}
