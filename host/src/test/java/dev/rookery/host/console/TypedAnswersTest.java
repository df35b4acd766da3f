package dev.rookery.host.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TypedAnswersTest {

    private final List<String> answered = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean awaited = true;
    private final TypedAnswers answers = new TypedAnswers(
            (account, text) -> {
                answered.add(account + "=" + text);
                return CompletableFuture.completedStage(awaited);
            },
            told::add,
            line -> false);

    private void waits(String account, Need need) {
        answers.watch(new AccountNeedsAttention(account, need, "", new byte[0], Instant.EPOCH));
    }

    @Test
    void oneThatWaitsGetsTheWholeLine() {
        waits("pual", Need.TYPE_CAPTCHA);
        answers.read(new StringReader("abcd\r\n\n a b \n"));
        assertThat(answered).containsExactly("pual=abcd", "pual=a b");
        assertThat(told).isEmpty();
    }

    @Test
    void severalThatWaitAreCalledByName() {
        waits("pual", Need.TYPE_CAPTCHA);
        waits("ming", Need.TYPE_CAPTCHA);
        answers.read(new StringReader("ming abcd\nxyz\n"));
        assertThat(answered).containsExactly("ming=abcd");
        assertThat(told).singleElement().asString().contains("pual, ming");
    }

    @Test
    void nobodyWaitsForACodeToBeTyped() {
        waits("pual", Need.SCAN_CODE);
        answers.read(new StringReader("abcd\n"));
        assertThat(answered).isEmpty();
        assertThat(told).containsExactly("No account waits for an answer at the moment; help lists the commands.");
    }

    @Test
    void anAccountThatWentOnWaitsNoLonger() {
        waits("pual", Need.TYPE_CAPTCHA);
        answers.watch(new AccountStateChanged("pual", AccountState.SIGNING_IN, "", Instant.EPOCH));
        answers.read(new StringReader("abcd\n"));
        assertThat(answered).isEmpty();
    }

    @Test
    void anAnswerThatWasNotAwaitedIsTold() {
        awaited = false;
        waits("pual", Need.TYPE_CAPTCHA);
        answers.read(new StringReader("abcd\n"));
        assertThat(told).containsExactly("Account pual waits for no answer at the moment.");
    }

    @Test
    void aLineWithoutEndIsCut() {
        waits("pual", Need.TYPE_CAPTCHA);
        answers.read(new StringReader("x".repeat(10_000) + "\n"));
        assertThat(answered).containsExactly("pual=" + "x".repeat(TypedAnswers.MAX_LINE));
    }
}
