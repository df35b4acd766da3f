package dev.rookery.api.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandSpecTest {

    @Test
    void wordsAreKeptInLowerCase() {
        CommandSpec spec = CommandSpec.named("Ping").aliases("PONG").handle(call -> {});
        assertThat(spec.name()).isEqualTo("ping");
        assertThat(spec.labels()).containsExactly("ping", "pong");
    }

    @Test
    void aNameHasFortyCharactersAtMostAndNoWhiteSpace() {
        assertThat(CommandSpec.named("x".repeat(40)).handle(call -> {}).name()).hasSize(40);
        for (String name : new String[] {"", "two words", "x".repeat(41)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CommandSpec.named(name))
                    .withMessageContaining("'" + name + "'")
                    .withMessageContaining("expected: 1 to 40 visible characters without white space");
        }
    }

    @Test
    void argumentsThatCanBeLeftOutComeLast() {
        CommandSpec.Builder roll = CommandSpec.named("roll");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> roll.args(Arg.integer("times").orElse(1), Arg.word("dice")))
                .withMessage("command 'roll' needs 'dice' after 'times', which can be left out"
                        + " (expected: those that can be left out last)");
    }

    @Test
    void nothingComesAfterWhatTakesAllThatIsLeft() {
        CommandSpec.Builder say = CommandSpec.named("say");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> say.args(Arg.rest("text"), Arg.word("more")))
                .withMessageContaining("after 'text'");
    }

    @Test
    void argumentsHaveNamesThatDiffer() {
        CommandSpec.Builder add = CommandSpec.named("add");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> add.args(Arg.word("a"), Arg.integer("a")))
                .withMessageContaining("two arguments 'a'");
    }

    @Test
    void anArgumentsNameFitsIntoAUsageLine() {
        assertThat(Arg.word("x".repeat(40)).name()).hasSize(40);
        for (String name : new String[] {"", "two words", "x".repeat(41), "<x>", "[x", "a|b"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arg.word(name))
                    .withMessageContaining("argument name '" + name + "'");
        }
    }

    @Test
    void aCooldownIsMoreThanNothingAndCanBeCounted() {
        for (Duration rest : List.of(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CommandSpec.named("x").cooldown(rest, Cooldown.Per.CHAT))
                    .withMessageContaining("expected: more than zero, at most PT87672H");
        }
    }
}
