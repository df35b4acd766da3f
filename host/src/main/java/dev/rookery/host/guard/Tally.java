package dev.rookery.host.guard;

import java.util.concurrent.atomic.LongAdder;

/** What one plugin's calls have come to, in all its lives since the process started. Any thread. */
public final class Tally {

    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder lostThreads = new LongAdder();

    /** A call into it begins. */
    public void called() {
        calls.increment();
    }

    /** Something of it failed, in a call or outside. */
    public void failed() {
        failures.increment();
    }

    /** It was not called for something, since too much waits for it. */
    public void hasMissed() {
        missed.increment();
    }

    /** Something that it wanted to say was more than it may. */
    public void wasRefused() {
        refused.increment();
    }

    /** A thread of it was given up. */
    public void lostThread() {
        lostThreads.increment();
    }

    /** How often handlers and jobs of it were called. */
    public long calls() {
        return calls.sum();
    }

    /** How often something of it failed. */
    public long failures() {
        return failures.sum();
    }

    /** How many messages and events it has missed. */
    public long missed() {
        return missed.sum();
    }

    /** How much of what it wanted to say was refused by its quota. */
    public long refused() {
        return refused.sum();
    }

    /** How many threads of it were given up. */
    public long lostThreads() {
        return lostThreads.sum();
    }
}
