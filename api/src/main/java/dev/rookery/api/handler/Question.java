package dev.rookery.api.handler;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.Registration;

/**
 * A kind of question that outlives a restart, see {@link Questions}. Closing it leaves questions of the kind unanswered
 * until it is registered again.
 *
 * @param <S> what has to be remembered until the answer
 */
@ProvidedByHost
public interface Question<S extends Record> extends Registration {

    /**
     * What it was registered as.
     *
     * @return the name
     */
    String name();
}
