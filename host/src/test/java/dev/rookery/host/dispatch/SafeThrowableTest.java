package dev.rookery.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SafeThrowableTest {

    /** As a plugin may make one. */
    private static final class Hostile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    /** Gives itself away when it is logged. */
    private static final class TwoFaced extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private int looks;

        @Override
        public String getMessage() {
            if (++looks > 1) {
                throw new IllegalStateException("no more");
            }
            return "look " + looks;
        }
    }

    @Test
    void whatCanBeToldStaysAsItIs() {
        Exception first = new Exception("first", new Error("second"));
        first.addSuppressed(new IllegalStateException());
        first.getCause().initCause(first);
        assertThat(SafeThrowable.of(first)).isSameAs(first);
    }

    @Test
    void whatThrowsWhenItIsLookedAtIsToldByTheNameOfItsClass() {
        assertThat(SafeThrowable.of(new Hostile()))
                .hasMessage(Hostile.class.getName() + ", which throws " + IllegalStateException.class.getName()
                        + " when it is looked at");
        assertThat(SafeThrowable.of(new Exception("harmless", new Hostile()))).isInstanceOf(SafeThrowable.class);
    }

    @Test
    void ofALongOneTheBeginningIsTold() {
        Throwable safe = SafeThrowable.of(new Error("x".repeat(10_000_000)));
        assertThat(safe.getMessage()).startsWith("java.lang.Error: xxx").hasSizeLessThan(5_000);
        assertThat(safe.getStackTrace()[0].getMethodName()).isEqualTo("ofALongOneTheBeginningIsTold");
    }

    @Test
    void ofManyTheFirstIsTold() {
        Throwable last = IntStream.range(0, 100_000)
                .mapToObj(i -> new Exception("cause " + i))
                .reduce((cause, effect) -> (Exception) effect.initCause(cause))
                .orElseThrow();
        assertThat(SafeThrowable.of(last))
                .hasMessage("java.lang.Exception: cause 99999")
                .hasRootCauseMessage("java.lang.Exception: cause 99996");
    }

    @Test
    void whatThrowsNotBeforeItIsAskedAgainIsLookedAtOnce() {
        Throwable safe = SafeThrowable.of(new TwoFaced());
        for (int i = 0; i < 3; i++) {
            assertThat(safe).hasToString(TwoFaced.class.getName() + ": look 1").hasNoCause();
        }
    }

    @Test
    void ofPlacesWithoutEndTheFirstAreTold() {
        Exception far = new Exception("far");
        StackTraceElement[] places = new StackTraceElement[1_000_000];
        Arrays.fill(places, far.getStackTrace()[0]);
        far.setStackTrace(places);
        assertThat(SafeThrowable.of(far).getStackTrace()).hasSize(1_024);
    }
}
