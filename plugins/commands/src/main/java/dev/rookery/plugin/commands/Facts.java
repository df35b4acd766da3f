package dev.rookery.plugin.commands;

import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.plugin.HostInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** The commands that tell something of the bot: ping, about, uptime, plugins. */
final class Facts {

    private final HostInfo host;
    private final InstantSource clock;

    Facts(HostInfo host, InstantSource clock) {
        this.host = host;
        this.clock = clock;
    }

    @Command("ping")
    String ping() {
        return "pong";
    }

    @Command(value = "about", aliases = "关于")
    String about(CommandCall call) {
        return call.phrase("about.answer", call.event().self().name(), host.version());
    }

    @Command("uptime")
    String uptime(CommandCall call) {
        Duration up = Duration.between(host.startedAt(), clock.instant());
        if (up.toDays() > 0) {
            return call.phrase("uptime.days", up.toDays(), up.toHoursPart());
        }
        if (up.toHours() > 0) {
            return call.phrase("uptime.hours", up.toHours(), up.toMinutesPart());
        }
        return up.toMinutes() > 0
                ? call.phrase("uptime.minutes", up.toMinutes(), up.toSecondsPart())
                : call.phrase("uptime.seconds", up.toSeconds());
    }

    @Command(value = "plugins", aliases = "插件")
    String plugins(CommandCall call) {
        return host.plugins().stream()
                .map(plugin -> call.phrase("plugins.line", plugin.id(), plugin.version(), plugin.description()))
                .collect(Collectors.joining("\n"));
    }
}
