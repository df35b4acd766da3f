package dev.rookery.host.ask;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps questions for the next parlour. */
final class KeptQuestions implements QuestionStore {

    private final Map<String, StoredQuestion> kept = new LinkedHashMap<>();

    @Override
    public Collection<StoredQuestion> load() {
        return List.copyOf(kept.values());
    }

    @Override
    public void put(StoredQuestion question) {
        kept.remove(question.id());
        kept.put(question.id(), question);
    }

    @Override
    public void remove(String id) {
        kept.remove(id);
    }

    int size() {
        return kept.size();
    }

    @Override
    public void close() {}
}
