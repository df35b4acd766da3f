package dev.rookery.bench;

/**
 * How to speak.
 *
 * @param name what the report calls it
 * @param messages how many to say
 * @param window how many may be unanswered; with as many nothing is said until an answer comes
 * @param rate how many to say in a second; 0 for as many as the window lets through
 */
record Workload(String name, int messages, int window, int rate) {

    /** The most that may be unanswered. */
    private static final int WINDOW = 500;

    /** The same for one chat, below the 256 that the host keeps waiting for one. */
    private static final int WINDOW_OF_A_CHAT = 100;

    /** As fast as it goes. */
    static Workload flood(int messages, int chats) {
        return new Workload("flood", messages, window(chats), 0);
    }

    /**
     * At a pace that the host can keep; delays count from when a message was due, not from when there was time for it.
     */
    static Workload steady(int messages, int chats, int rate) {
        return new Workload("steady", messages, window(chats), rate);
    }

    private static int window(int chats) {
        return Math.min(WINDOW, chats * WINDOW_OF_A_CHAT);
    }
}
