package dev.rookery.host.dispatch;

import dev.rookery.api.handler.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The border to a plugin: nothing it throws gets past here. */
final class Border {

    private static final Logger log = LoggerFactory.getLogger(Border.class);

    private Border() {}

    /** A call into a plugin. */
    @FunctionalInterface
    interface Call {
        Outcome make() throws Exception;
    }

    /**
     * Makes a call on the owner's threads, or not if its sentry admits none.
     *
     * @param where the chat or account that it is about
     * @return PASS if there was no answer
     */
    static Outcome cross(Owner owner, Object where, Trail.Trace trace, Call call) {
        Sentry sentry = owner.sentry();
        if (!sentry.admits()) {
            trace.stopped(owner.id(), Trail.Stop.BREAKER, sentry.whyShut());
            return Outcome.PASS;
        }
        sentry.begins(where);
        trace.asking(owner.id());
        try {
            Outcome outcome = call.make();
            trace.asked(owner.id(), outcome);
            tellCutShort(owner, trace);
            sentry.ended(null);
            return outcome;
        } catch (Throwable any) { // whatever it is, the thread and the other plugins must go on
            Throwable thrown = SafeThrowable.of(any);
            trace.failed(owner.id(), thrown);
            tellCutShort(owner, trace);
            log.error("plugin failed plugin={} chat={}", owner.id(), where, thrown);
            sentry.ended(thrown);
            return Outcome.PASS;
        } finally {
            // An interrupt that was meant for this call must not hit the next one.
            Thread.interrupted();
        }
    }

    private static void tellCutShort(Owner owner, Trail.Trace trace) {
        owner.sentry().cutShort().ifPresent(how -> trace.stopped(owner.id(), Trail.Stop.SLOW, how));
    }
}
