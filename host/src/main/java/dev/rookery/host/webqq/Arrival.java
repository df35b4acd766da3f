package dev.rookery.host.webqq;

import dev.rookery.api.event.BotEvent;
import dev.rookery.host.webqq.contacts.ChatHandle;
import dev.rookery.host.webqq.wire.Uin;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something that is told once chat and people have their names and ids.
 *
 * @param chat with what it keeps its order
 * @param people who else appears in it
 * @param event makes what is told, with the names of that moment
 */
record Arrival(ChatHandle chat, List<Uin> people, Supplier<BotEvent> event) {}
