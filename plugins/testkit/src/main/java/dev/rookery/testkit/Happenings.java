package dev.rookery.testkit;

import dev.rookery.api.event.AccountEvent;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.GroupEvent;

/** Events in the words of a transcript. */
final class Happenings {

    private Happenings() {}

    static String inWords(BotEvent event) {
        if (event instanceof GroupEvent.MemberJoined joined) {
            return joined.member().name() + " joins " + joined.group().name();
        }
        if (event instanceof GroupEvent.MemberLeft left) {
            return left.member().name() + " leaves " + left.group().name();
        }
        // The others are told as they are: their names and components are words already.
        String what = event.toString();
        return event instanceof AccountEvent
                ? what
                : event.getClass().getSimpleName() + what.substring(what.indexOf('['));
    }
}
