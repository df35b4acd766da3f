package dev.rookery.plugin.remind;

import dev.rookery.api.chat.PersonId;
import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.storage.KeyValues;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reminds people: {@code remind}, {@code reminders}, {@code unremind}, {@code timezone}. */
public final class RemindPlugin implements BotPlugin {

    private static final Arg<When> WHEN = Arg.reading("when", When::read);
    private static final Arg<String> TEXT = Arg.rest("text");
    private static final Arg<Integer> NUMBER = Arg.integer("number", 1, Integer.MAX_VALUE);
    private static final Arg<Optional<ZoneId>> ZONE =
            Arg.<ZoneId>of("zone", ZoneId::of).optional();
    private static final int LONGEST_TEXT = 500;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Override
    public void onEnable(PluginContext context) {
        ConfigHandle<RemindSettings> settings = context.config(RemindSettings.class);
        KeyValues<ZoneId> zones = context.storage().space("zones", ZoneId.class);
        Reminders reminders = new Reminders(context);
        context.commands()
                .register(CommandSpec.named("remind")
                        .aliases("提醒")
                        .args(WHEN, TEXT)
                        .handle(call -> {
                            ZoneId zone = zone(call, zones, settings.get());
                            Reminder added = reminder(call, context.clock().instant(), zone, reminders, settings.get());
                            reminders.add(added);
                            String key = added.repeats() ? "added.repeating" : "added";
                            call.reply(call.phrase(key, due(added), added.text(), added.number()));
                        }));
        context.commands()
                .register(CommandSpec.named("reminders")
                        .aliases("提醒列表")
                        .handle(call -> call.reply(list(
                                call,
                                reminders.of(call.sender().id(), call.chat().id())))));
        context.commands()
                .register(CommandSpec.named("unremind")
                        .aliases("取消提醒")
                        .args(NUMBER)
                        .handle(call -> {
                            boolean known = reminders.cancel(
                                    call.get(NUMBER), call.sender().id());
                            call.reply(call.phrase(known ? "cancelled" : "unknown", call.get(NUMBER)));
                        }));
        context.commands()
                .register(CommandSpec.named("timezone").aliases("时区").args(ZONE).handle(call -> {
                    call.get(ZONE).ifPresent(zone -> own(call, zones).put("zone", zone));
                    String zone = zone(call, zones, settings.get()).getId();
                    call.reply(call.phrase(
                            "timezone",
                            zone,
                            CLOCK.format(context.clock().instant().atZone(ZoneId.of(zone)))));
                }));
        reminders.resume();
    }

    private static KeyValues<ZoneId> own(CommandCall call, KeyValues<ZoneId> zones) {
        return zones.of(call.sender().id());
    }

    private static ZoneId zone(CommandCall call, KeyValues<ZoneId> zones, RemindSettings settings) {
        return own(call, zones).get("zone").orElseGet(settings::defaultZone);
    }

    private static Reminder reminder(
            CommandCall call, Instant now, ZoneId zone, Reminders reminders, RemindSettings settings) {
        PersonId person = call.sender().id();
        if (call.get(TEXT).length() > LONGEST_TEXT) {
            throw UsageException.phrase("text.length", LONGEST_TEXT);
        }
        if (reminders.of(person).size() >= settings.mostPerPerson()) {
            throw UsageException.phrase("most", settings.mostPerPerson());
        }
        When when = call.get(WHEN);
        Instant first = when.first(now, zone);
        return new Reminder(
                reminders.number(),
                call.chat().id(),
                person,
                call.sender().name(),
                call.get(TEXT),
                first,
                when.every(),
                when.cron(),
                zone);
    }

    private static String list(CommandCall call, List<Reminder> own) {
        return own.isEmpty()
                ? call.phrase("list.none")
                : own.stream()
                        .map(reminder -> call.phrase(
                                reminder.repeats() ? "list.repeating" : "list.line",
                                reminder.number(),
                                due(reminder),
                                reminder.text()))
                        .collect(Collectors.joining("\n"));
    }

    /** When it is due, by the clocks of who wants it. */
    static String due(Reminder reminder) {
        return CLOCK.format(reminder.due().atZone(reminder.zone()));
    }
}
