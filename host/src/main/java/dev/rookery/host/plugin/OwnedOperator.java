package dev.rookery.host.plugin;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.command.Commands;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.operator.Explained;
import dev.rookery.api.operator.Operator;
import dev.rookery.api.operator.Reach;
import dev.rookery.api.operator.Switched;
import dev.rookery.api.plugin.HostInfo;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.dispatch.Verdict;
import dev.rookery.host.scope.Place;
import dev.rookery.host.scope.Rule;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.scope.Subject;
import dev.rookery.host.text.Languages;
import dev.rookery.host.why.Explanation;
import dev.rookery.host.why.RecentMessages;
import dev.rookery.host.why.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The operator's wishes that come through a plugin, each checked against who has them. Any thread. */
final class OwnedOperator implements Operator {

    private final Scope scope;
    private final RecentMessages messages;
    private final Languages languages;
    private final HostInfo host;
    private final Commands commands;

    /**
     * Carries wishes out.
     *
     * @param scope what is on and off where, and who may what
     * @param messages the latest messages
     * @param languages what each chat is answered in
     * @param host knows the plugins
     * @param commands knows the commands
     */
    OwnedOperator(Scope scope, RecentMessages messages, Languages languages, HostInfo host, Commands commands) {
        this.scope = scope;
        this.messages = messages;
        this.languages = languages;
        this.host = host;
        this.commands = commands;
    }

    @Override
    public Switched turn(IncomingMessage by, String what, boolean on, Reach reach) {
        Person sender = by.event().sender();
        Chat chat = by.event().chat();
        boolean may = scope.permits(SWITCH, sender, chat).allowed()
                || (reach instanceof Reach.Here
                        && scope.permits(SWITCH_HERE, sender, chat).allowed());
        if (!may) {
            String node = reach instanceof Reach.Here ? SWITCH_HERE : SWITCH;
            return new Switched(
                    Switched.Result.REFUSED,
                    what,
                    scope.permits(node, sender, chat).reason().in(by.language()));
        }
        Optional<Subject> subject = subject(what);
        if (subject.isEmpty()) {
            return new Switched(Switched.Result.UNKNOWN, what, "there is no such plugin or command");
        }
        try {
            return scope.turn(subject.get(), place(reach, chat), on, sender.name() + " (" + sender.id() + ")")
                    .map(unkept ->
                            new Switched(Switched.Result.NOT_KEPT, subject.get().toString(), unkept))
                    .orElseGet(() ->
                            new Switched(Switched.Result.DONE, subject.get().toString(), ""));
        } catch (IllegalStateException full) {
            return new Switched(Switched.Result.REFUSED, subject.get().toString(), String.valueOf(full.getMessage()));
        }
    }

    private static Place place(Reach reach, Chat chat) {
        if (reach instanceof Reach.Here) {
            return new Place.InChat(chat.id());
        }
        return reach instanceof Reach.For person ? new Place.OfPerson(person.id()) : new Place.Everywhere();
    }

    /** What was meant: a plugin before a command of the same name. What a rule is about need not run. */
    private Optional<Subject> subject(String what) {
        Optional<Subject> asWritten = parsed(what);
        if (asWritten.filter(this::exists).isPresent()) {
            return asWritten;
        }
        return commands.find(what).map(command -> new Subject(command.plugin(), command.name()));
    }

    private static Optional<Subject> parsed(String what) {
        try {
            return Optional.of(Subject.parse(what));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // then it can be a command only
        }
    }

    private boolean exists(Subject subject) {
        boolean runs = subject.command().isEmpty()
                ? host.plugins().stream().anyMatch(plugin -> plugin.id().equals(subject.plugin()))
                : commands.find(subject.command())
                        .filter(command -> command.plugin().equals(subject.plugin()))
                        .isPresent();
        return runs || scope.rules().stream().map(Rule::subject).anyMatch(subject::equals);
    }

    @Override
    public Switched speak(IncomingMessage by, Optional<Locale> language) {
        Chat chat = by.event().chat();
        String what = language.map(Locale::toLanguageTag).orElse("");
        Verdict verdict = chat.kind().isPrivate()
                ? Verdict.YES
                : scope.permits(LANGUAGE, by.event().sender(), chat);
        if (!verdict.allowed()) {
            return new Switched(Switched.Result.REFUSED, what, verdict.reason().in(by.language()));
        }
        return languages
                .choose(chat.id(), language)
                .map(unkept -> new Switched(Switched.Result.NOT_KEPT, what, unkept))
                .orElseGet(() -> new Switched(Switched.Result.DONE, what, ""));
    }

    @Override
    public List<Explained> why(IncomingMessage by, int most) {
        Chat chat = by.event().chat();
        if (!scope.permits(WHY, by.event().sender(), chat).allowed()) {
            return List.of();
        }
        return messages
                .recent(chat.id(), message -> !message.id().equals(by.event().id()), most)
                .stream()
                .map(message -> explained(message, by.language()))
                .toList();
    }

    private static Explained explained(Explanation message, Locale language) {
        return new Explained(
                message.sender().name(),
                message.text(),
                message.at(),
                message.steps().stream().map(step -> step(step, language)).toList(),
                message.ended().isEmpty());
    }

    private static Explained.Step step(Step step, Locale language) {
        if (step instanceof Step.Asked asked) {
            Duration took = asked.took().orElse(Duration.ZERO);
            return new Explained.Step(
                    step.plugin(), kind(asked), asked.failure().orElse(""), took);
        }
        if (step instanceof Step.Command command) {
            return new Explained.Step(step.plugin(), Explained.Kind.COMMAND, command.name(), Duration.ZERO);
        }
        if (step instanceof Step.Stopped stopped) {
            return new Explained.Step(
                    step.plugin(), kind(stopped.by()), stopped.reason().in(language), Duration.ZERO);
        }
        SendResult result = ((Step.Replied) step).result().orElse(null);
        if (result instanceof SendResult.Refused refused) {
            return new Explained.Step(step.plugin(), Explained.Kind.NOT_SENT, refused.reason(), Duration.ZERO);
        }
        if (result instanceof SendResult.Unknown unknown) {
            return new Explained.Step(step.plugin(), Explained.Kind.PERHAPS_SENT, unknown.reason(), Duration.ZERO);
        }
        return new Explained.Step(
                step.plugin(), result == null ? Explained.Kind.WAITING : Explained.Kind.SENT, "", Duration.ZERO);
    }

    private static Explained.Kind kind(Trail.Stop by) {
        return switch (by) {
            case SCOPE -> Explained.Kind.SWITCHED_OFF;
            case PERMISSION -> Explained.Kind.NOT_ALLOWED;
            case COOLDOWN -> Explained.Kind.COOLING_DOWN;
            case BREAKER -> Explained.Kind.LEFT_ALONE;
            case FULL -> Explained.Kind.TOO_BUSY;
            case SLOW -> Explained.Kind.TOO_SLOW;
            case GONE -> Explained.Kind.GONE;
            case LOOP -> Explained.Kind.LOOP;
        };
    }

    private static Explained.Kind kind(Step.Asked asked) {
        if (asked.failure().isPresent()) {
            return Explained.Kind.FAILED;
        }
        return asked.outcome()
                .map(outcome -> outcome == Outcome.CONSUMED ? Explained.Kind.CONSUMED : Explained.Kind.PASSED)
                .orElse(Explained.Kind.RUNNING);
    }
}
