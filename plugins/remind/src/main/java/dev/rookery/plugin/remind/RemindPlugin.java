package dev.rookery.plugin.remind;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.schedule.Schedule;
import dev.rookery.api.storage.KeyValues;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reminds people: {@code remind}, {@code reminders}, {@code unremind}, {@code timezone}. */
public final class RemindPlugin implements BotPlugin {

    private static final Arg<Function<ZonedDateTime, Schedule>> WHEN = Arg.schedule("when");
    private static final Arg<String> TEXT = Arg.rest("text");
    private static final Arg<Integer> NUMBER = Arg.integer("number", 1, Integer.MAX_VALUE);
    private static final Arg<Optional<ZoneId>> ZONE =
            Arg.<ZoneId>of("zone", ZoneId::of).optional();
    private static final int LONGEST_TEXT = 500;

    @Override
    public void onEnable(PluginContext context) {
        Desk desk = new Desk(
                new Reminders(context),
                context.storage().space("zones", ZoneId.class),
                context.config(RemindSettings.class),
                context.clock());
        context.commands()
                .register(CommandSpec.named("remind")
                        .aliases("提醒")
                        .args(WHEN, TEXT)
                        .handle(desk::remind));
        context.commands()
                .register(CommandSpec.named("reminders").aliases("提醒列表").handle(desk::list));
        context.commands()
                .register(CommandSpec.named("unremind")
                        .aliases("取消提醒")
                        .args(NUMBER)
                        .handle(desk::unremind));
        context.commands()
                .register(CommandSpec.named("timezone").aliases("时区").args(ZONE).handle(desk::timezone));
        desk.reminders.resume();
    }

    /** What the commands do. */
    private record Desk(
            Reminders reminders, KeyValues<ZoneId> zones, ConfigHandle<RemindSettings> settings, InstantSource clock) {

        void remind(CommandCall call) {
            if (call.get(TEXT).length() > LONGEST_TEXT) {
                throw UsageException.phrase("text.length", LONGEST_TEXT);
            }
            RemindSettings now = settings.get();
            if (reminders.size() >= now.most()) {
                throw UsageException.phrase("full");
            }
            if (reminders.of(call.sender().id()).size() >= now.mostPerPerson()) {
                throw UsageException.phrase("most", now.mostPerPerson());
            }
            Schedule when = call.get(WHEN).apply(clock.instant().atZone(zone(call)));
            Reminder added = reminders.add(call, call.get(TEXT), when);
            String key = when.repeats() ? "added.repeating" : "added";
            call.reply(call.phrase(key, added.due(), added.text(), added.number()));
        }

        void list(CommandCall call) {
            List<Reminder> own = reminders.of(call.sender().id()).stream()
                    .filter(reminder -> reminder.chat().equals(call.chat().id()))
                    .toList();
            String lines = own.stream()
                    .map(reminder -> call.phrase(
                            reminder.when().repeats() ? "list.repeating" : "list.line",
                            reminder.number(),
                            reminder.due(),
                            reminder.text()))
                    .collect(Collectors.joining("\n"));
            call.reply(own.isEmpty() ? call.phrase("list.none") : lines);
        }

        void unremind(CommandCall call) {
            boolean known = reminders.cancel(call.get(NUMBER), call.sender().id());
            call.reply(call.phrase(known ? "cancelled" : "unknown", call.get(NUMBER)));
        }

        void timezone(CommandCall call) {
            call.get(ZONE).ifPresent(zone -> zones.of(call.sender().id()).put("zone", zone));
            ZoneId zone = zone(call);
            call.reply(call.phrase("timezone", zone.getId(), Reminder.shown(clock.instant(), zone)));
        }

        private ZoneId zone(CommandCall call) {
            return zones.of(call.sender().id())
                    .get("zone")
                    .or(() -> settings.get().zone())
                    .orElseGet(ZoneId::systemDefault);
        }
    }
}
