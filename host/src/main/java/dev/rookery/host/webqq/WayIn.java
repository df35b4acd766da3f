package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.Next;
import java.util.Optional;

/** A way from nothing to the address of check_sig. On the loop only. */
interface WayIn {

    /** Where an account stands that begins it. */
    Phase first();

    /** The first step. */
    Next.Request begin();

    /**
     * Takes what a person typed.
     *
     * @return how to go on, in place of what was under way; nothing when nothing of the kind is awaited
     */
    default Optional<Next.Request> answer(String text) {
        return Optional.empty();
    }

    /** A session works: what failed before counts no more. */
    void settled();
}
