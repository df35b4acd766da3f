package dev.rookery.host.httpstream;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of a stream what happens, in their order, and keeps their troubles from it. Event loop only. */
final class Listeners {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<HttpStreamListener> all;
    private long thrown;

    Listeners(List<HttpStreamListener> all) {
        this.all = all;
    }

    void tell(Consumer<HttpStreamListener> event) {
        for (HttpStreamListener listener : all) {
            try {
                event.accept(listener);
            } catch (Throwable problem) { // Whatever it is, it must not reach the pipeline.
                complain(listener, problem);
            }
        }
    }

    /** Events are many: a warning for the first, then for each power of two, so that the log stays readable. */
    private void complain(HttpStreamListener listener, Throwable problem) {
        thrown++;
        if (Long.bitCount(thrown) == 1) {
            log.warn(
                    "listener threw, others go on: listener={} times={}",
                    listener.getClass().getName(),
                    thrown,
                    problem);
        }
    }
}
