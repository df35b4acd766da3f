package dev.rookery.host.ask;

import dev.rookery.api.handler.Question;
import dev.rookery.api.handler.QuestionSpec;
import dev.rookery.api.handler.Questions;
import dev.rookery.host.dispatch.OwnedService;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.json.JsonType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one plugin has to do with questions, in one of its lives. Any thread. */
final class OwnedQuestions implements Questions, OwnedService {

    /** Where the plugin is in its life. Guarded by the book's lock. */
    enum Stage {
        /** {@code onEnable} has not returned: nothing of it may be called yet. */
        ENABLING,
        /** At work. */
        ACTIVE,
        /** What runs may end; nothing new may begin. */
        STOPPING,
        /** Gone. */
        CLOSED
    }

    private final Owner owner;
    private final PluginLives lives;
    private final Map<String, QuestionSpec<?, ?>> specs = new ConcurrentHashMap<>();
    private Stage stage = Stage.ENABLING;

    OwnedQuestions(Owner owner, PluginLives lives) {
        this.owner = owner;
        this.lives = lives;
    }

    Owner owner() {
        return owner;
    }

    Stage stage() {
        return stage;
    }

    void become(Stage next) {
        stage = next;
    }

    @Override
    public <S extends Record> Question<S> register(QuestionSpec<S, ?> question) {
        JsonType.of(question.state()); // refuses what cannot be kept now rather than when it is asked
        if (specs.putIfAbsent(question.name(), question) != null) {
            throw new IllegalArgumentException("question '" + question.name() + "' of plugin " + owner.id()
                    + " is registered already (expected: another name)");
        }
        lives.registered(this, question.name());
        return new Registered<>(this, question);
    }

    @Override
    public void activated() {
        lives.activated(owner);
    }

    @Override
    public void stopping() {
        lives.stopping(owner);
    }

    @Override
    public void close() {
        lives.closed(owner);
    }

    /** The living half of a kept question; null if the plugin has none of the name. */
    @Nullable
    Asked<?, ?> asked(String name) {
        QuestionSpec<?, ?> spec = specs.get(name);
        return spec == null ? null : new Asked<>(this, spec, null);
    }

    /** A question that has a name. */
    record Registered<S extends Record>(OwnedQuestions owner, QuestionSpec<S, ?> spec) implements Question<S> {

        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public void close() {
            if (owner.specs.remove(spec.name(), spec)) {
                owner.lives.withdrawn(owner, spec.name());
            }
        }
    }
}
