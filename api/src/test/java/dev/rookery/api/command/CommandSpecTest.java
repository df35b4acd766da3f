package dev.rookery.api.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
                    .withMessageContaining("expected: 1 to 40 characters without white space");
        }
    }

    @Test
    void withoutAUsageItTakesNoArguments() {
        assertThat(CommandSpec.named("ping").handle(call -> {}).arguments()).isEmpty();
    }
}
