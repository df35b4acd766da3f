package dev.rookery.bench;

import dev.rookery.api.message.SendResult;
import dev.rookery.host.sandbox.Statistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What our side says it has handled and sent, to be compared with what the sandbox says it has delivered and got. A
 * message is known by its account and the number that the server gave it. Safe for use by any thread.
 */
final class SoakLedger {

    /** A message that an account heard. */
    record Heard(long account, long id) {}

    /**
     * What became of everything.
     *
     * @param said what people said
     * @param delivered messages that the sandbox handed out, each counted once however often that was; what accounts
     *     hear of themselves is among them
     * @param again further deliveries of messages that had been delivered
     * @param lost messages that a fault lost on the way
     * @param handled messages that a handler got
     * @param missing delivered and not lost, but not handled
     * @param doubled handled more than once
     * @param sent answers told as sent
     * @param refused answers told as refused
     * @param unknown answers told as unknown
     * @param untold answers of which nothing was told
     * @param vanished told as sent, but not at the sandbox
     * @param arrivedTwice at the sandbox more than once, and not told as unknown
     */
    record Verdict(
            long said,
            long delivered,
            long again,
            long lost,
            long handled,
            long missing,
            long doubled,
            long sent,
            long refused,
            long unknown,
            long untold,
            long vanished,
            long arrivedTwice) {

        boolean isGood() {
            return said > 0 && missing == 0 && doubled == 0 && untold == 0 && vanished == 0 && arrivedTwice == 0;
        }

        @Override
        public String toString() {
            return "said=" + said + " delivered=" + delivered + " delivered-again=" + again + " lost-by-faults=" + lost
                    + " handled=" + handled + "; missing=" + missing + " doubled=" + doubled
                    + "\n         answers: sent="
                    + sent + " refused=" + refused + " unknown=" + unknown + "; untold=" + untold + " vanished="
                    + vanished + " arrived-twice=" + arrivedTwice;
        }
    }

    private final Map<Heard, Integer> handled = new HashMap<>();
    private final Map<Heard, SendResult> results = new HashMap<>();
    private final Set<Heard> said = new HashSet<>();

    /** Somebody has said something to an account. What an account hears of itself is not said by anybody. */
    synchronized void said(Heard message) {
        said.add(message);
    }

    synchronized int saidSoFar() {
        return said.size();
    }

    /** How many answers have been told about. */
    synchronized int settled() {
        return results.size();
    }

    /** How many messages a handler has got. */
    synchronized int handledSoFar() {
        return handled.size();
    }

    synchronized void handled(Heard message) {
        handled.merge(message, 1, Integer::sum);
    }

    /** What became of the answer to a message; each message is answered once. */
    synchronized void told(Heard message, SendResult result) {
        results.put(message, result);
    }

    /**
     * Compares the two sides.
     *
     * @param sandbox what the sandbox has counted
     * @param arrivals the words of what arrived there, by account, each with the numbers under which it came
     */
    synchronized Verdict verdict(Statistics sandbox, Map<Long, Map<String, Set<Long>>> arrivals) {
        long delivered = 0;
        long again = 0;
        long lost = 0;
        long arrivedTwice = 0;
        for (Map.Entry<Long, Statistics.Account> entry : sandbox.accounts().entrySet()) {
            Statistics.Account counts = entry.getValue();
            delivered += counts.deliveredIds().size();
            again += counts.delivered() - counts.deliveredIds().size();
            lost += counts.lost();
            for (int times : counts.sentIds().values()) {
                arrivedTwice += times > 1 ? 1 : 0;
            }
        }
        return new Verdict(
                said.size(),
                delivered,
                again,
                lost,
                handled.size(),
                missing(sandbox).size(),
                doubled().size(),
                count(SendResult.Sent.class),
                count(SendResult.Refused.class),
                count(SendResult.Unknown.class),
                handled.keySet().stream()
                        .filter(message -> !results.containsKey(message))
                        .count(),
                vanished(sandbox).size(),
                arrivedTwice + twiceInOtherWords(arrivals));
    }

    /** What was delivered, is not known to be lost, and has not been handled. */
    synchronized List<Heard> missing(Statistics sandbox) {
        List<Heard> missing = new ArrayList<>();
        sandbox.accounts()
                .forEach((account, counts) -> counts.deliveredIds().keySet().stream()
                        .map(id -> new Heard(account, id))
                        .filter(message -> said.contains(message)
                                && !handled.containsKey(message)
                                && !counts.lostIds().containsKey(message.id()))
                        .forEach(missing::add));
        return missing;
    }

    /** What was handled more than once. */
    synchronized List<Heard> doubled() {
        return handled.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private long count(Class<? extends SendResult> kind) {
        return results.values().stream().filter(kind::isInstance).count();
    }

    /** The messages whose answers were told as sent and are not at the sandbox. */
    synchronized List<Heard> vanished(Statistics sandbox) {
        return results.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof SendResult.Sent sent
                        && !hasArrived(sandbox, entry.getKey().account(), sent))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean hasArrived(Statistics sandbox, long account, SendResult.Sent sent) {
        Statistics.Account counts = sandbox.accounts().get(account);
        return counts != null
                && counts.sentIds().containsKey(Long.parseLong(sent.id().value()));
    }

    /** One answer sent again under another number. */
    private long twiceInOtherWords(Map<Long, Map<String, Set<Long>>> arrivals) {
        Set<Heard> doubtful = new HashSet<>();
        results.forEach((message, result) -> {
            if (result instanceof SendResult.Unknown) {
                doubtful.add(message);
            }
        });
        return arrivals.entrySet().stream()
                .mapToLong(account -> account.getValue().entrySet().stream()
                        .filter(text -> text.getValue().size() > 1
                                && !doubtful.contains(new Heard(account.getKey(), answered(text.getKey()))))
                        .count())
                .sum();
    }

    /** The words of the answer to a message. */
    static String answer(Heard message) {
        return "answer to " + message.id() + ".";
    }

    private static long answered(String answer) {
        String digits = answer.replaceAll("\\D", "");
        return digits.isEmpty() ? -1 : Long.parseLong(digits);
    }
}
