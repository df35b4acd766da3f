package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.account.Answer;
import dev.rookery.host.ioloop.IoLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The queue by itself; the clock stands still and nothing waits for a time, so no loop has to run. */
class ChangeQueueTest {

    private final ChangeQueue queue = new ChangeQueue(new IoLoop("unused"), Duration.ZERO, 2, () -> 0);

    private CompletableFuture<Answer<Answer.Nothing>> add(CompletionStage<Answer<Answer.Nothing>> change) {
        return queue.add(() -> change).toCompletableFuture();
    }

    @Test
    void faultOfOneChangeDoesNotHoldUpTheNext() {
        CompletableFuture<Answer<Answer.Nothing>> thrown = queue.add(() -> {
                    throw new IllegalStateException("fault");
                })
                .toCompletableFuture();
        CompletableFuture<Answer<Answer.Nothing>> failed =
                add(CompletableFuture.failedStage(new IllegalStateException("fault")));
        assertThat(thrown.join()).isInstanceOf(Answer.Unknown.class);
        assertThat(failed.join()).isInstanceOf(Answer.Unknown.class);
        assertThat(add(CompletableFuture.completedStage(Answer.done())).join()).isEqualTo(Answer.done());
    }

    @Test
    void oneAtATimeInOrderAndNoMoreThanFit() {
        CompletableFuture<Answer<Answer.Nothing>> first = new CompletableFuture<>();
        CompletableFuture<Answer<Answer.Nothing>> firstAnswer = add(first);
        CompletableFuture<Answer<Answer.Nothing>> second = add(CompletableFuture.completedStage(Answer.done()));
        CompletableFuture<Answer<Answer.Nothing>> third = add(CompletableFuture.completedStage(Answer.done()));
        assertThat(add(CompletableFuture.completedStage(Answer.done())).join()).isInstanceOf(Answer.Refused.class);
        assertThat(second).isNotDone();
        first.complete(Answer.done());
        assertThat(firstAnswer.join()).isEqualTo(Answer.done());
        assertThat(second).isDone();
        assertThat(third).isDone();
    }

    @Test
    void whatWaitsIsRefusedWhenTheAccountStops() {
        CompletableFuture<Answer<Answer.Nothing>> underWay = add(new CompletableFuture<>());
        CompletableFuture<Answer<Answer.Nothing>> waiting = add(CompletableFuture.completedStage(Answer.done()));
        queue.close();
        assertThat(underWay).isNotDone();
        assertThat(waiting.join()).isInstanceOf(Answer.Refused.class);
        assertThat(add(CompletableFuture.completedStage(Answer.done())).join()).isInstanceOf(Answer.Refused.class);
    }
}
