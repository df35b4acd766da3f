package dev.rookery.plugin.remind;

import dev.rookery.api.Registration;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.schedule.Schedule;
import dev.rookery.api.storage.KeyValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All reminders: in memory, in the storage, and each with a job that waits for it. A reminder is taken out only when it
 * has been told, so that one whose time came while the host was stopped, or while the network was away, is told late
 * and once.
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
    private final Map<Integer, Reminder> all = new ConcurrentSkipListMap<>();
    private final Map<Integer, Registration> jobs = new ConcurrentHashMap<>();

    Reminders(PluginContext context) {
        this.context = context;
        this.kept = context.storage().space("reminders", Reminder.class);
        this.counter = context.storage().space("counter", Integer.class);
    }

    /** Takes up what was kept. What has come due meanwhile is told as soon as the plugin has started. */
    void resume() {
        kept.forEach("", (key, reminder) -> {
            all.put(reminder.number(), reminder);
            waitFor(reminder, reminder.when().next());
        });
    }

    /** A new one, by the next number; none is given twice. */
    Reminder add(CommandCall call, String text, Schedule when) {
        Person person = call.sender();
        int number = counter.update("last", 0, last -> last + 1);
        Reminder added = new Reminder(number, call.chat().id(), person.id(), person.name(), text, when);
        keep(added);
        return added;
    }

    private void keep(Reminder reminder) {
        kept.put(String.valueOf(reminder.number()), reminder);
        all.put(reminder.number(), reminder);
        waitFor(reminder, reminder.when().next());
    }

    /** How many there are in all. */
    int size() {
        return all.size();
    }

    /** Those of a person in all chats, by their numbers. */
    List<Reminder> of(PersonId person) {
        return all.values().stream()
                .filter(reminder -> reminder.person().equals(person))
                .toList();
    }

    /** Takes one back; false if the person has none of this number. */
    boolean cancel(int number, PersonId person) {
        Reminder reminder = all.get(number);
        boolean own = reminder != null && reminder.person().equals(person);
        if (own) {
            remove(number);
        }
        return own;
    }

    private void remove(int number) {
        kept.remove(String.valueOf(number));
        all.remove(number);
        Registration job = jobs.remove(number);
        if (job != null) {
            job.close();
        }
    }

    private void waitFor(Reminder reminder, Instant moment) {
        jobs.put(reminder.number(), context.scheduler().at(moment, () -> tell(reminder)));
    }

    private void tell(Reminder reminder) {
        Duration late = Duration.between(reminder.when().next(), context.clock().instant());
        String key = late.compareTo(LATE) < 0 ? "told" : "told.late";
        String words = context.texts().of(reminder.chat()).format(key, reminder.text(), reminder.due());
        Message message = reminder.chat().kind().isPrivate()
                ? Message.text(words)
                : Message.of(new Segment.Mention(reminder.person(), reminder.name()), new Segment.Text(" " + words));
        context.send(reminder.chat(), message).thenAccept(result -> settle(reminder, result));
    }

    private void settle(Reminder told, SendResult result) {
        Instant now = context.clock().instant();
        if (!all.containsKey(told.number())) {
            return; // taken back meanwhile
        }
        boolean hopeless = now.isAfter(told.when().next().plus(TRYING));
        if (result instanceof SendResult.Refused && !hopeless) {
            waitFor(told, now.plus(RETRY));
        } else {
            told.when().after(now).ifPresentOrElse(later -> keep(told.at(later)), () -> remove(told.number()));
        }
    }
}
