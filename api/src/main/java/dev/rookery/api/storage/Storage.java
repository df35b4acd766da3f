package dev.rookery.api.storage;

import dev.rookery.api.ProvidedByHost;
import javax.sql.DataSource;

/**
 * What a plugin keeps: values by key, or tables of its own. Both survive restarts and updates of the plugin, and no
 * other plugin can read them. What was acknowledged, by a call that returned, survives also a crash of the host.
 *
 * <p>Calls block while the disk is at work; plugins run on threads where that is fine. Any thread.
 *
 * <pre>{@code
 * record Answer(String text, @Default("0") int used) {}
 *
 * KeyValues<Answer> answers = context.storage().space("answers", Answer.class);
 * answers.in(message.chat().id()).put("hello", new Answer("Hi!", 0));
 * }</pre>
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>what</th><th>bound</th><th>beyond it</th></tr>
 * <tr><td>name of a space</td><td>1 to 40 of a-z, 0-9, dot, dash</td><td>{@link IllegalArgumentException}</td></tr>
 * <tr><td>key</td><td>1 to 200 characters, none of them a control character</td><td>{@link IllegalArgumentException}
 * </td></tr>
 * <tr><td>value</td><td>65,536 characters of JSON</td><td>{@link IllegalArgumentException}</td></tr>
 * <tr><td>values of one plugin</td><td>100,000</td><td>{@link StorageException}</td></tr>
 * <tr><td>connections of one plugin</td><td>8 at a time</td><td>{@code getConnection} waits 10 s, then throws
 * {@link java.sql.SQLTransientConnectionException}</td></tr>
 * </table>
 */
@ProvidedByHost
public interface Storage {

    /**
     * Opens a space of values. Opening the same one again gives the same values.
     *
     * <p>A value is a {@code String}, a number, a {@code boolean} or a record. Components of a record are those, enums,
     * {@code Instant}, {@code Duration}, {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code ZoneId},
     * {@code URI}, records, and {@code Optional}, {@code List}, {@code Set} and {@code Map} of them (a map's keys are
     * strings). They are kept as JSON, so that a record can change with the plugin: a component that is not stored
     * takes its {@link dev.rookery.api.config.Default}, read as JSON or else as text; without one an {@code Optional}
     * or a collection is empty and a {@code @Nullable} component null. What is stored and has no component any more is
     * left out.
     *
     * @param name what is kept, for example {@code answers}
     * @param type the values' type
     * @param <T> the values' type
     * @return the values that belong to nobody in particular; from there to those of a chat or person
     * @throws IllegalArgumentException if the name or the type is none of those
     */
    <T> KeyValues<T> space(String name, Class<T> type);

    /**
     * The plugin's own schema in the host's embedded database (H2), for what keys and values cannot do. Tables, indexes
     * and the like can be made there at will; what others keep can be neither read nor changed. Connections are cheap:
     * take one for each piece of work and close it. Those left open are closed when the plugin stops.
     *
     * @return the connections; also usable by libraries that want a {@code DataSource}
     */
    DataSource dataSource();
}
