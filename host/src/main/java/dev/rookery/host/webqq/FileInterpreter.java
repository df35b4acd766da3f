package dev.rookery.host.webqq;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.FileEvent;
import dev.rookery.host.webqq.contacts.ChatHandle;
import dev.rookery.host.webqq.contacts.WhoIs;
import dev.rookery.host.webqq.wire.FileNotice;
import dev.rookery.host.webqq.wire.Uin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Makes of what the wire tells about files what plugins are told. On the loop only. */
final class FileInterpreter {

    /** How many offers are remembered, to name the file when the transfer ends; the oldest go first. */
    static final int MAX_OFFERS = 100;

    private record Offer(Uin from, String name) {}

    private final WhoIs whoIs;

    /** By the number of the transfer. */
    private final Map<Long, Offer> offers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Offer> eldest) {
            return size() > MAX_OFFERS;
        }
    };

    FileInterpreter(WhoIs whoIs) {
        this.whoIs = whoIs;
    }

    /** A file that lies in a group's folder. */
    static BotEvent shared(Chat group, Person sender, String name, Instant at) {
        return new FileEvent.Offered(group, sender, name, OptionalLong.empty(), FileEvent.Way.GROUP, at);
    }

    List<Arrival> notice(FileNotice notice) {
        Instant now = Instant.now();
        if (notice instanceof FileNotice.Offered offered) {
            offers.put(offered.session(), new Offer(offered.from(), offered.name()));
            return offered(offered.from(), offered.name(), OptionalLong.empty(), FileEvent.Way.DIRECT, now);
        }
        if (notice instanceof FileNotice.Stored stored) {
            OptionalLong size = stored.size() == 0 ? OptionalLong.empty() : OptionalLong.of(stored.size());
            return offered(stored.from(), stored.name(), size, FileEvent.Way.OFFLINE, now);
        }
        if (notice instanceof FileNotice.OfferTaken taken) {
            return ended(taken.from(), nameOf(taken.session()), FileEvent.End.ACCEPTED, now);
        }
        if (notice instanceof FileNotice.Ended ended) {
            return ended(
                    ended.from(),
                    nameOf(ended.session()),
                    ended.timedOut() ? FileEvent.End.TIMED_OUT : FileEvent.End.CANCELLED,
                    now);
        }
        if (notice instanceof FileNotice.StoredRefused refused) {
            return ended(refused.from(), refused.name(), FileEvent.End.REFUSED, now);
        }
        return notice instanceof FileNotice.Progress progress ? progress(progress, now) : List.of();
    }

    /** Only ends are told. One of which nobody knows with whom is none of a chat, and left out. */
    private List<Arrival> progress(FileNotice.Progress progress, Instant now) {
        List<Arrival> arrivals = new ArrayList<>();
        Offer offer = offers.get(progress.session());
        Uin from = progress.from() != null ? progress.from() : offer != null ? offer.from() : null;
        if (from != null) {
            for (FileNotice.Progress.Item file : progress.files()) {
                end(file.status()).ifPresent(end -> arrivals.addAll(ended(from, file.name(), end, now)));
            }
        }
        return arrivals;
    }

    private static Optional<FileEvent.End> end(int status) {
        return switch (status) {
            case 0 -> Optional.of(FileEvent.End.DONE);
            case 50 -> Optional.of(FileEvent.End.REFUSED);
            case 51 -> Optional.of(FileEvent.End.CANCELLED);
            case 53 -> Optional.of(FileEvent.End.FAILED);
            default -> Optional.empty();
        };
    }

    private String nameOf(long transfer) {
        Offer offer = offers.get(transfer);
        return offer == null ? "" : offer.name();
    }

    private List<Arrival> offered(Uin from, String name, OptionalLong size, FileEvent.Way way, Instant now) {
        ChatHandle chat = ChatHandle.friend(from);
        return told(from, where -> new FileEvent.Offered(where, whoIs.person(chat, from), name, size, way, now));
    }

    private List<Arrival> ended(Uin from, String name, FileEvent.End end, Instant now) {
        return told(from, where -> new FileEvent.Ended(where, name, end, now));
    }

    private List<Arrival> told(Uin from, Function<Chat, BotEvent> event) {
        ChatHandle chat = ChatHandle.friend(from);
        return List.of(new Arrival(chat, List.of(from), () -> event.apply(whoIs.chat(chat))));
    }
}
