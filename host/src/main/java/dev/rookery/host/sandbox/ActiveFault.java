package dev.rookery.host.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** A fault that is there: its number, how often it has struck, and what it remembers. */
final class ActiveFault {

    /** How many chats a fault remembers that looks at what was sent before. */
    private static final int MAX_MEMORY = 10_000;

    private final long id;
    private final Fault fault;
    private final List<Pattern> places = new ArrayList<>();
    private final AtomicLong struck = new AtomicLong();
    private final Random dice;
    private final Map<String, Object> memory = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > MAX_MEMORY;
        }
    };

    ActiveFault(long id, Fault fault) {
        this.id = id;
        this.fault = fault;
        this.dice = new Random(fault.seed());
        for (String place : fault.endpoint().split(",", -1)) {
            String pattern = "\\Q" + place.replace("*", "\\E.*\\Q") + "\\E";
            places.add(Pattern.compile(place.startsWith("/") || place.equals("*") ? pattern : "(.*/)?" + pattern));
        }
    }

    long id() {
        return id;
    }

    Fault fault() {
        return fault;
    }

    /** How many requests it has struck. Any thread. */
    long struck() {
        return struck.get();
    }

    /** Whether it has struck as often as it was to. Any thread. */
    boolean isOver() {
        return struck.get() >= fault.times();
    }

    boolean isAt(String path) {
        return places.stream().anyMatch(place -> place.matcher(path).matches());
    }

    /** Throws the dice, and counts when it is a strike. */
    boolean strikes() {
        boolean strikes = !isOver() && (fault.share() >= 1 || dice.nextDouble() < fault.share());
        if (strikes) {
            struck.incrementAndGet();
        }
        return strikes;
    }

    /**
     * What it remembers of something, for the event loop only; of more than {@value #MAX_MEMORY} the oldest is
     * forgotten.
     */
    Map<String, Object> memory() {
        return memory;
    }
}
