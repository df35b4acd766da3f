package dev.rookery.api.schedule;

/** Work that is due at a time. Called on the plugin's own threads, never on an event loop: it may block. */
@FunctionalInterface
public interface Job {

    /**
     * Does the work once.
     *
     * @throws Exception is logged; a job that repeats goes on repeating
     */
    void run() throws Exception;
}
