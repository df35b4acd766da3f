package dev.rookery.plugin.linktitle;

import dev.rookery.api.chat.ChatId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the titles from becoming a nuisance: so many a minute in each chat, and the same link once in a while only,
 * which also ends a quarrel between two bots of the kind. Remembers the last {@value #CHATS} chats and their last
 * {@value #LINKS} links. Any thread.
 */
final class Thrift {

    private static final int CHATS = 1_000;
    private static final int LINKS = 64;

    private record Said(String link, Instant at) {}

    private final InstantSource clock;
    private final Map<ChatId, Deque<Said>> chats = new LinkedHashMap<>();

    Thrift(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the title of a link may be said in a chat now; if so, it counts as said. */
    synchronized boolean grants(ChatId chat, String link, LinkTitleSettings settings) {
        Instant now = clock.instant();
        Instant again = now.minus(settings.again());
        Instant aMinuteAgo = now.minus(Duration.ofMinutes(1));
        Deque<Said> said = chats.computeIfAbsent(chat, unknown -> new ArrayDeque<>());
        boolean known = said.stream()
                .anyMatch(each -> each.link().equals(link) && each.at().isAfter(again));
        long lately =
                said.stream().filter(each -> each.at().isAfter(aMinuteAgo)).count();
        if (known || lately >= settings.perMinute()) {
            return false;
        }
        said.add(new Said(link, now));
        if (said.size() > LINKS) {
            said.remove();
        }
        if (chats.size() > CHATS) {
            chats.remove(chats.keySet().iterator().next());
        }
        return true;
    }
}
