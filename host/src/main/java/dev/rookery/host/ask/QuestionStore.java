package dev.rookery.host.ask;

import java.util.Collection;
import java.util.List;

/** Where questions outlive the process. Any thread; nothing here blocks but {@link #load} and {@link #close}. */
interface QuestionStore extends AutoCloseable {

    /** Nothing outlives the process. */
    QuestionStore NONE = new QuestionStore() {
        @Override
        public Collection<StoredQuestion> load() {
            return List.of();
        }

        @Override
        public void put(StoredQuestion question) {}

        @Override
        public void remove(String id) {}

        @Override
        public void close() {}
    };

    /** What was kept, in the order in which it was asked. To be called once, first. */
    Collection<StoredQuestion> load();

    /** Keeps a question in place of what was kept under its id. */
    void put(StoredQuestion question);

    /** Forgets a question. */
    void remove(String id);

    /** Returns when all of it is kept, or could not be. */
    @Override
    void close();
}
