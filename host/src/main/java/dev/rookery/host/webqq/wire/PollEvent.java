package dev.rookery.host.webqq.wire;

/**
 * One thing that a poll brought, read but without names: {@link WireMessage} for what was said in any of the four kinds
 * of chat, the records here and those of {@link FriendNotice}, {@link GroupNotice} and {@link FileNotice} for the rest.
 * Persons are {@link Uin}s of this login.
 */
public sealed interface PollEvent permits WireMessage, FriendNotice, GroupNotice, FileNotice, PollEvent.Other {

    /** What concerns neither a friend, a group nor a file alone. */
    sealed interface Other extends PollEvent {}

    /**
     * {@code kick_message}: the server ends this session, as a rule since another WebQQ client signed in.
     *
     * @param reason the server's words; empty when it gives none
     * @param shown whether the server asks to show them (Mojo-Webqq looks at it)
     */
    record Kicked(String reason, boolean shown) implements Other {}

    /**
     * {@code tips}: no historical client reads it.
     *
     * @param json the value as it came
     */
    record Tip(String json) implements Other {}

    /**
     * {@code av_request} and {@code av_refuse}: a video call is offered, or ours was refused. No historical client
     * reads them; that the caller is {@code from_uin} is taken from all other types.
     *
     * @param from who calls or refuses
     * @param refused whether it is a refusal
     */
    record Call(Uin from, boolean refused) implements Other {}

    /**
     * A type, or a variant of a known type, that has no record here.
     *
     * @param type the {@code poll_type}, with a slash and the inner {@code type} where the value has one
     * @param json the value as it came, at most {@link PollResult#MAX_RAW_CHARS} long
     */
    record Unknown(String type, String json) implements Other {}

    /**
     * An element of a known type that lacks what makes it one, or is over a bound. The other elements of the poll are
     * not touched.
     *
     * @param type the {@code poll_type}
     * @param reason what is wrong, a few words without anything that people wrote
     */
    record Unreadable(String type, String reason) implements Other {}
}
