package dev.rookery.plugin.remind;

import dev.rookery.api.Registration;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.storage.KeyValues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All reminders: kept in the storage, each with a job that waits for it. A reminder is taken out only when it has been
 * told, so that one whose time came while the host was stopped, or while the network was away, is told late and once.
 */
final class Reminders {

    /** How long after its time a reminder says that it is late. */
    private static final Duration LATE = Duration.ofMinutes(2);

    /** How long to wait before it is tried again when the network does not take it. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    /** For how long it is tried; what nobody can be told for so long is let go. */
    private static final Duration TRYING = Duration.ofDays(7);

    private final PluginContext context;
    private final KeyValues<Reminder> kept;
    private final KeyValues<Integer> counter;
    private final Map<Integer, Registration> jobs = new ConcurrentHashMap<>();

    Reminders(PluginContext context) {
        this.context = context;
        this.kept = context.storage().space("reminders", Reminder.class);
        this.counter = context.storage().space("counter", Integer.class);
    }

    /** Takes up what was kept. What has come due meanwhile is told as soon as the plugin has started. */
    void resume() {
        kept.forEach("", (key, reminder) -> waitFor(reminder, reminder.due()));
    }

    /** The number of a new reminder; none is given twice. */
    int number() {
        return counter.update("last", 0, last -> last + 1);
    }

    void add(Reminder reminder) {
        kept.put(key(reminder.number()), reminder);
        waitFor(reminder, reminder.due());
    }

    /** Those of a person in all chats, by their numbers. */
    List<Reminder> of(PersonId person) {
        List<Reminder> found = new ArrayList<>();
        kept.forEach("", (key, reminder) -> {
            if (reminder.person().equals(person)) {
                found.add(reminder);
            }
        });
        return found;
    }

    /** Those of a person in one chat. */
    List<Reminder> of(PersonId person, ChatId chat) {
        return of(person).stream()
                .filter(reminder -> reminder.chat().equals(chat))
                .toList();
    }

    /** Takes one back; false if the person has none of this number. */
    boolean cancel(int number, PersonId person) {
        Optional<Reminder> own =
                kept.get(key(number)).filter(reminder -> reminder.person().equals(person));
        own.ifPresent(this::remove);
        return own.isPresent();
    }

    private void remove(Reminder reminder) {
        kept.remove(key(reminder.number()));
        Registration job = jobs.remove(reminder.number());
        if (job != null) {
            job.close();
        }
    }

    private void waitFor(Reminder reminder, Instant moment) {
        jobs.put(
                reminder.number(),
                context.scheduler()
                        .at(moment, () -> kept.get(key(reminder.number())).ifPresent(this::tell)));
    }

    private void tell(Reminder reminder) {
        Duration late = Duration.between(reminder.due(), context.clock().instant());
        String key = late.compareTo(LATE) < 0 ? "told" : "told.late";
        String words = context.texts().of(reminder.chat()).format(key, reminder.text(), RemindPlugin.due(reminder));
        Message message = reminder.chat().kind().isPrivate()
                ? Message.text(words)
                : Message.of(new Segment.Mention(reminder.person(), reminder.name()), new Segment.Text(" " + words));
        context.send(reminder.chat(), message).thenAccept(result -> settle(reminder, result));
    }

    private void settle(Reminder told, SendResult result) {
        Instant now = context.clock().instant();
        if (kept.get(key(told.number())).isEmpty()) {
            return; // taken back meanwhile
        }
        boolean hopeless = now.isAfter(told.due().plus(TRYING));
        if (result instanceof SendResult.Refused && !hopeless) {
            waitFor(told, now.plus(RETRY));
        } else {
            told.after(now).ifPresentOrElse(this::add, () -> remove(told));
        }
    }

    /** In the order of the numbers also as a text. */
    private static String key(int number) {
        return String.format(Locale.ROOT, "%010d", number);
    }
}
