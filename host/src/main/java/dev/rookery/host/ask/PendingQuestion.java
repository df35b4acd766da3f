package dev.rookery.host.ask;

import dev.rookery.host.dispatch.Conversations;
import dev.rookery.host.time.Timers;
import org.jspecify.annotations.Nullable;

/** A question on its way through its life. All fields are guarded by the lock of the {@link QuestionBook}. */
final class PendingQuestion {

    /** How far it has come. */
    enum Phase {
        /** Waits for an answer, and has its slot. */
        OPEN,
        /** An answer has come, and lines up or is being looked at. */
        ANSWERED,
        /** An answer has come, and the plugin is not there. */
        HELD,
        /** Nobody answered in time, and the plugin, which should know, is not there. */
        EXPIRED,
        /** Over. */
        OVER
    }

    /** The half that can be kept. */
    StoredQuestion kept;

    /** The living half; null while the plugin is not there, and for ever when it is lost. */
    @Nullable
    Asked<?, ?> asked;

    /** Whether the living half can never come back, so that all there is to do is to say so. */
    boolean lost;

    /** Whether chat and person are the same after a restart. */
    final boolean lasting;

    Phase phase = Phase.OPEN;

    /** Which wait for an answer it is: a timer of an earlier one may come too late to be cancelled. */
    int turn;

    /** Wakes the one who ends the present phase. */
    Timers.@Nullable Timer timer;

    /** The answer, while it is held. */
    Conversations.@Nullable Aside held;

    PendingQuestion(StoredQuestion kept, @Nullable Asked<?, ?> asked, boolean lasting) {
        this.kept = kept;
        this.asked = asked;
        this.lasting = lasting;
    }

    /** The plugin goes, and may come back. */
    void letGo() {
        asked = null;
        lost |= !kept.isNamed();
    }

    void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
