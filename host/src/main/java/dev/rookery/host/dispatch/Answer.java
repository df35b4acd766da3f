package dev.rookery.host.dispatch;

import dev.rookery.api.handler.MessageHandler;
import dev.rookery.host.text.Sentence;
import org.jspecify.annotations.Nullable;

/** A message that leaves its way, once it is its turn, to be handled by one plugin alone. */
final class Answer implements ChatOrder.Traveller, Conversations.Aside {

    private final Dispatcher dispatcher;
    private final Journey journey;
    private final Conversations.Claim claim;
    private boolean passed;

    Answer(Dispatcher dispatcher, Journey journey, Conversations.Claim claim) {
        this.dispatcher = dispatcher;
        this.journey = journey;
        this.claim = claim;
    }

    /** It lines up like others, and those behind it do not wait for what becomes of it. */
    @Override
    public void begin(ChatOrder.Traffic given) {
        journey.enter(given);
        claim.arrived(this);
        if (!passed) {
            journey.leave();
        }
    }

    @Override
    public boolean handle(Owner owner, MessageHandler handler, Runnable refused) {
        boolean taken = dispatcher.lanes.offer(owner, journey.event().chat().id(), new Lanes.Task() {
            @Override
            public void run() {
                journey.call(owner.traffic.owner(), handler);
                journey.trace().ended();
                journey.settle();
            }

            @Override
            public void refused() {
                refused.run();
            }
        });
        if (!taken) {
            journey.trace().stopped(owner.id(), Trail.Stop.FULL, Sentence.of("why.missed"));
            dispatcher.warn(
                    "plugin is too slow, an answer goes no further",
                    owner.id(),
                    journey.event().chat().id());
        }
        return taken;
    }

    @Override
    public @Nullable Owner owner(String plugin) {
        Owner known = dispatcher.table.owner(plugin);
        return known == null ? null : known.traffic.owner();
    }

    @Override
    public void pass() {
        passed = true;
        journey.onward();
    }

    @Override
    public void end() {
        journey.trace().ended();
        journey.settle();
    }
}
