package dev.rookery.plugin.linktitle;

import dev.rookery.api.chat.ChatId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
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

    /** The last of something, the oldest being forgotten first. */
    private static final class Last<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1;
        private final int most;

        Last(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    private static final class Said {

        private final ArrayDeque<Instant> times = new ArrayDeque<>();
        private final Last<String, Instant> links = new Last<>(LINKS);
    }

    private final InstantSource clock;
    private final Last<ChatId, Said> chats = new Last<>(CHATS);

    Thrift(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the title of a link may be said in a chat now; if so, it counts as said. */
    synchronized boolean grants(ChatId chat, String link, LinkTitleSettings settings) {
        Said said = chats.computeIfAbsent(chat, unknown -> new Said());
        Instant now = clock.instant();
        Instant before = said.links.get(link);
        if (before != null && before.plus(settings.again()).isAfter(now)) {
            return false;
        }
        Instant aMinuteAgo = now.minus(Duration.ofMinutes(1));
        said.times.removeIf(time -> !time.isAfter(aMinuteAgo));
        if (said.times.size() >= settings.perMinute()) {
            return false;
        }
        said.times.add(now);
        said.links.remove(link);
        said.links.put(link, now);
        return true;
    }
}
