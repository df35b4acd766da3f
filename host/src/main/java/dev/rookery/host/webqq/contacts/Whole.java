package dev.rookery.host.webqq.contacts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Counts the whole answers to one question. Lists came empty or partial now and then, also with retcode 0 (qqbot,
 * Mojo-Webqq): what one answer lacks stays.
 */
final class Whole {

    /** In how many whole answers in a row something has to be missing to be gone. */
    static final int BELIEVED = 2;

    private int answers;

    /** Takes an answer. */
    void count(boolean whole) {
        if (whole) {
            answers++;
        }
    }

    /** What to note at everything that an answer holds. */
    int now() {
        return answers;
    }

    /** Whether there was a whole answer before this one, so that what it lacked is new. */
    boolean hasEarlier(boolean whole) {
        return answers > (whole ? 1 : 0);
    }

    /** Whether there was any. */
    boolean hasAny() {
        return answers > 0;
    }

    /** What is gone, by what was noted at it. */
    <T> List<T> gone(Collection<T> all, ToIntFunction<T> seen) {
        List<T> gone = new ArrayList<>();
        for (T one : all) {
            if (answers - seen.applyAsInt(one) >= BELIEVED) {
                gone.add(one);
            }
        }
        return gone;
    }
}
