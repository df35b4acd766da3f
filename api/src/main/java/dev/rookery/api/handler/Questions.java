package dev.rookery.api.handler;

import dev.rookery.api.ProvidedByHost;

/**
 * Questions that have a name, and so go on after the plugin was reloaded or the host restarted: what has to be
 * remembered is a record, which is kept as JSON; what to do with the answer is found again by the name, when the plugin
 * registers it in {@code onEnable}.
 *
 * <pre>{@code
 * record Trip(String from) {}
 *
 * Question<Trip> where = context.questions()
 *         .register("where", Trip.class, (trip, answer) -> answer.reply(trip.from() + " to " + answer.value()));
 * ...
 * message.ask(where, new Trip("Beijing"), "Where to?");
 * }</pre>
 *
 * <p>An answer that comes while the plugin is being reloaded waits for it, for 30 seconds. When the plugin comes back
 * without the name, or with a record that what was kept does not fit, the person is told to begin again.
 *
 * <p>Otherwise they are like those of {@link Ask}, with the same bounds.
 */
@ProvidedByHost
public interface Questions {

    /** How many questions of one plugin may wait. A further one is refused with IllegalStateException. */
    int MAX_WAITING = 10_000;

    /** How many bytes the JSON of a state may have. A larger one is refused with IllegalArgumentException. */
    int MAX_STATE = 16_384;

    /**
     * Gives a kind of question a name.
     *
     * @param question name, terms and steps
     * @param <S> what has to be remembered until the answer
     * @return the question, to be {@linkplain IncomingMessage#ask asked} any number of times
     * @throws IllegalArgumentException if the name is taken by another question of this plugin, or the record has
     *     components that JSON cannot hold
     */
    <S extends Record> Question<S> register(QuestionSpec<S, ?> question);

    /**
     * Gives a kind of question a name, with the terms that hold unless said otherwise.
     *
     * @param name unique in the plugin, and the same after an update
     * @param state the record that has to be remembered, of what {@linkplain dev.rookery.api.storage.Storage#space
     *     values that are stored} may be
     * @param step takes the answer
     * @param <S> the record's type
     * @return the question
     * @throws IllegalArgumentException if the name is taken by another question of this plugin, or the record has
     *     components that JSON cannot hold
     */
    default <S extends Record> Question<S> register(String name, Class<S> state, QuestionSpec.Step<S, String> step) {
        return register(QuestionSpec.named(name, state).then(step));
    }
}
