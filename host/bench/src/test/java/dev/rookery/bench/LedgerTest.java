package dev.rookery.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final int CHATS = 2;

    private final Ledger ledger = new Ledger(CHATS);

    private void say(int messages) {
        for (int i = 0; i < messages; i++) {
            ledger.say(0);
        }
    }

    private void answer(int number) {
        ledger.answer(ledger.chat(number), Ledger.text(number), number);
    }

    @Test
    void answersThatOvertakeOthersOfAnotherChatAreGood() {
        say(4);
        answer(1);
        answer(3);
        answer(0);
        assertThat(ledger.isGood()).isFalse();
        answer(2);
        assertThat(ledger.verdict()).isEqualTo(new Ledger.Verdict(4, 4, 0, 0, 0));
        assertThat(ledger.isGood()).isTrue();
    }

    @Test
    void aMissingAnswerIsFound() {
        say(2);
        answer(0);
        assertThat(ledger.verdict()).hasToString("said=2 answered=1 missing=1 doubled=0 out-of-order=0 strange=0");
        assertThat(ledger.isGood()).isFalse();
    }

    @Test
    void aSecondAnswerIsFound() {
        say(1);
        answer(0);
        answer(0);
        assertThat(ledger.verdict()).isEqualTo(new Ledger.Verdict(1, 1, 1, 0, 0));
        assertThat(ledger.isGood()).isFalse();
    }

    @Test
    void anAnswerThatOvertookAnotherOfItsChatIsFound() {
        say(3);
        answer(2);
        answer(1);
        answer(0);
        assertThat(ledger.verdict()).isEqualTo(new Ledger.Verdict(3, 3, 0, 1, 0));
        assertThat(ledger.isGood()).isFalse();
    }

    @Test
    void wordsThatWereNotSaidOrSaidElsewhereAreFound() {
        say(2);
        ledger.answer(1, Ledger.text(0), 0);
        ledger.answer(0, "0", 0);
        ledger.answer(0, Ledger.text(2), 0);
        ledger.answer(7, Ledger.text(1), 0);
        assertThat(ledger.verdict()).isEqualTo(new Ledger.Verdict(2, 0, 0, 0, 4));
        assertThat(ledger.isGood()).isFalse();
    }

    @Test
    void delaysCountFromWhenAMessageWasDue() {
        ledger.say(1);
        ledger.say(100);
        ledger.say(200);
        ledger.answer(0, Ledger.text(2), 205);
        ledger.answer(1, Ledger.text(1), 400);
        assertThat(ledger.delays(1)).containsExactly(5, 300);
    }
}
