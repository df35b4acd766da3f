package dev.rookery.api.command;

import dev.rookery.api.chat.Person;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.schedule.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a command: its name, what it reads, and what it is when it is left out. Immutable; the same object is
 * given to {@link CommandSpec.Builder#args} and to {@link CommandCall#get}.
 *
 * <pre>{@code
 * Arg<Integer> times = Arg.integer("times", 1, 20).orElse(1);
 * Arg<String> text = Arg.rest("text");
 * context.commands().register(CommandSpec.named("repeat").args(times, text)
 *         .handle(call -> call.reply(call.get(text).repeat(call.get(times)))));
 * }</pre>
 *
 * <p>Digits and words may be typed full-width; what does not fit is answered with a sentence that says what would.
 *
 * @param <T> the type of its values
 */
public final class Arg<T> {

    /** The longest duration that {@link #duration(String)} takes: ten years. */
    public static final Duration LONGEST_DURATION = Duration.ofDays(3_653);

    private static final Pattern NAME = Pattern.compile("[^\\s<>\\[\\]|]{1,40}");

    private final String name;
    private final String description;
    private final List<String> choices;
    private final boolean last;
    private final ArgReader<? extends T> reader;
    private final @Nullable T absent;

    private Arg(
            String name,
            String description,
            List<String> choices,
            boolean last,
            ArgReader<? extends T> reader,
            @Nullable T absent) {
        this.name = name;
        this.description = description;
        this.choices = choices;
        this.last = last;
        this.reader = reader;
        this.absent = absent;
    }

    private static <T> Arg<T> named(String name, List<String> choices, boolean last, ArgReader<? extends T> reader) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("argument name '" + name
                    + "' (expected: 1 to 40 characters without white space and without < > [ ] |)");
        }
        return new Arg<>(name, "", choices, last, Objects.requireNonNull(reader, "reader"), null);
    }

    /**
     * One word, or several in quotes.
     *
     * @param name how help calls it: 1 to 40 characters without white space
     * @return the argument
     */
    public static Arg<String> word(String name) {
        return named(name, List.of(), false, Words::word);
    }

    /**
     * All that is left, as it was written. No argument can come after it.
     *
     * @param name as for {@link #word}
     * @return the argument
     */
    public static Arg<String> rest(String name) {
        return named(name, List.of(), true, Words::rest);
    }

    /**
     * All that is left, faces and pictures included. No argument can come after it.
     *
     * @param name as for {@link #word}
     * @return the argument
     */
    public static Arg<Message> message(String name) {
        return named(name, List.of(), true, Words::message);
    }

    /**
     * A whole number.
     *
     * @param name as for {@link #word}
     * @return the argument
     */
    public static Arg<Integer> integer(String name) {
        return integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * A whole number within bounds.
     *
     * @param name as for {@link #word}
     * @param min the least
     * @param max the most
     * @return the argument
     */
    public static Arg<Integer> integer(String name, int min, int max) {
        return of(name, word -> (int) ArgTypes.whole(word, min, max));
    }

    /**
     * A whole number of up to eighteen digits within bounds.
     *
     * @param name as for {@link #word}
     * @param min the least
     * @param max the most
     * @return the argument
     */
    public static Arg<Long> longInteger(String name, long min, long max) {
        return of(name, word -> ArgTypes.whole(word, min, max));
    }

    /**
     * A number, with or without a decimal point.
     *
     * @param name as for {@link #word}
     * @return the argument
     */
    public static Arg<Double> number(String name) {
        return number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /**
     * A number within bounds, with or without a decimal point.
     *
     * @param name as for {@link #word}
     * @param min the least
     * @param max the most
     * @return the argument
     */
    public static Arg<Double> number(String name, double min, double max) {
        return of(name, word -> ArgTypes.number(word, min, max));
    }

    /**
     * How long: {@code 90s}, {@code 1h30m}, {@code 2d}, {@code 3小时}; weeks, days, hours, minutes, seconds.
     *
     * @param name as for {@link #word}
     * @return the argument; more than nothing, {@link #LONGEST_DURATION} at most
     */
    public static Arg<Duration> duration(String name) {
        return duration(name, Duration.ofSeconds(1), LONGEST_DURATION);
    }

    /**
     * How long, within bounds.
     *
     * @param name as for {@link #word}
     * @param min the shortest
     * @param max the longest
     * @return the argument
     */
    public static Arg<Duration> duration(String name, Duration min, Duration max) {
        return of(name, word -> ArgTypes.duration(word, min, max));
    }

    /**
     * When, once or again and again: {@code in 10m}, {@code at 18:30}, {@code at 2026-12-24 18:30}, {@code every 2h},
     * {@code daily 9:00}, {@code cron "0 9 * * mon-fri"}, and {@code 过 10分钟}, {@code 在 18:30}, {@code 每 2小时}, {@code 每天
     * 9:00}. A time without a date is the next one. Nothing is later than {@link #LONGEST_DURATION} from now; steps are
     * a minute at least.
     *
     * @param name as for {@link #word}
     * @return the argument; its value is told what time it is, and by whose clocks, and may refuse that with a
     *     {@link UsageException} that says that the time has passed or is too far off
     */
    public static Arg<Function<ZonedDateTime, Schedule>> schedule(String name) {
        return named(name, List.of(), false, ScheduleReader::read);
    }

    /**
     * One of the constants of an enum, by its name in lower case with dashes: {@code ON_MENTION} is {@code on-mention}.
     *
     * @param name as for {@link #word}
     * @param type the enum
     * @param <E> the enum
     * @return the argument
     */
    public static <E extends Enum<E>> Arg<E> choice(String name, Class<E> type) {
        Map<String, E> values = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            values.put(ArgTypes.dashed(constant), constant);
        }
        return choice(name, values);
    }

    /**
     * One of some words, without regard to case.
     *
     * @param name as for {@link #word}
     * @param values what each word stands for, in the order in which help shows them; several words may stand for the
     *     same value
     * @param <T> the type of the values
     * @return the argument
     */
    public static <T> Arg<T> choice(String name, Map<String, ? extends T> values) {
        Map<String, T> ordered = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        if (ordered.isEmpty()) {
            throw new IllegalArgumentException("argument '" + name + "' has no choices (expected: at least one)");
        }
        return named(name, List.copyOf(ordered.keySet()), false, words -> ArgTypes.choice(words.word(), ordered));
    }

    /**
     * Yes or no: {@code yes}, {@code on}, {@code true}, {@code 是}, {@code 开} and their opposites.
     *
     * @param name as for {@link #word}
     * @return the argument
     */
    public static Arg<Boolean> yesNo(String name) {
        return choice(name, ArgTypes.YES_NO);
    }

    /**
     * Somebody in the chat, by mention, name or id; see {@link Words#person}.
     *
     * @param name as for {@link #word}
     * @return the argument
     */
    public static Arg<Person> person(String name) {
        return named(name, List.of(), false, Words::person);
    }

    /**
     * A piece of the message that is no text, such as a picture: {@code segment("picture", Segment.Image.class)}.
     *
     * @param name as for {@link #word}
     * @param type which kind
     * @param <S> the kind
     * @return the argument
     */
    public static <S extends Segment> Arg<S> segment(String name, Class<S> type) {
        Objects.requireNonNull(type, "type");
        return named(name, List.of(), false, words -> words.segment(type));
    }

    /**
     * A word of your own making.
     *
     * @param name as for {@link #word}
     * @param parser makes the value, or says in a sentence why it cannot
     * @param <T> the type of the values
     * @return the argument
     */
    public static <T> Arg<T> of(String name, ArgParser<? extends T> parser) {
        Objects.requireNonNull(parser, "parser");
        return named(name, List.of(), false, words -> parsed(words.word(), parser));
    }

    private static <T> T parsed(String word, ArgParser<? extends T> parser) {
        try {
            return parser.parse(word);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw UsageException.phrase("argument.unclear", word);
        }
    }

    /**
     * Several words of your own making, such as a date and a time.
     *
     * @param name as for {@link #word}
     * @param reader takes the words that belong to it
     * @param <T> the type of the values
     * @return the argument
     */
    public static <T> Arg<T> reading(String name, ArgReader<? extends T> reader) {
        return named(name, List.of(), false, reader);
    }

    /**
     * The same argument, which may be left out.
     *
     * @param value what it is then
     * @return another argument
     */
    public Arg<T> orElse(T value) {
        return new Arg<>(name, description, choices, last, reader, Objects.requireNonNull(value, "value"));
    }

    /**
     * The same argument, which may be left out and is empty then.
     *
     * @return another argument
     */
    public Arg<Optional<T>> optional() {
        ArgReader<? extends T> plain = reader;
        return new Arg<>(name, description, choices, last, words -> Optional.of(plain.read(words)), Optional.empty());
    }

    /**
     * The same argument with a few words for help. A phrase {@code command.<command>.<argument>} of the plugin's own
     * comes before them.
     *
     * @param text what it is for, without a full stop
     * @return another argument
     */
    public Arg<T> describe(String text) {
        return new Arg<>(name, Objects.requireNonNull(text, "text"), choices, last, reader, absent);
    }

    /**
     * The same argument with its values made into others.
     *
     * @param change makes one into the other; may throw {@link UsageException}
     * @param <R> the type of the others
     * @return an argument that cannot be left out, unless that is said of it anew
     */
    public <R> Arg<R> map(Function<? super T, ? extends R> change) {
        Objects.requireNonNull(change, "change");
        ArgReader<? extends T> plain = reader;
        return new Arg<>(name, description, choices, last, words -> change.apply(plain.read(words)), null);
    }

    /**
     * How help calls it.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What it is for.
     *
     * @return a few words; may be empty
     */
    public String description() {
        return description;
    }

    /**
     * The words that can be chosen from.
     *
     * @return in their order; empty if it is no choice
     */
    public List<String> choices() {
        return choices;
    }

    /**
     * Whether it takes all that is left, so that none can follow.
     *
     * @return true for {@link #rest} and {@link #message}
     */
    public boolean isLast() {
        return last;
    }

    /**
     * What it is when it is left out.
     *
     * @return empty if it cannot be left out
     */
    public Optional<T> absent() {
        return Optional.ofNullable(absent);
    }

    /**
     * Takes its value from the words, which have not ended.
     *
     * @param words what is left
     * @return the value
     * @throws UsageException if they do not fit
     */
    public T read(Words words) {
        return reader.read(words);
    }

    /** The name, for error messages. */
    @Override
    public String toString() {
        return name;
    }
}
