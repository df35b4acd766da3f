package dev.rookery.api.chat;

/**
 * A conversation that can be heard and answered.
 *
 * @param id which one
 * @param name what people call it: the friend's remark or nickname, the group's name; may be empty when the network
 *     does not tell
 * @param certainty how sure it is that the id means the same as at an earlier sign-in
 */
public record Chat(ChatId id, String name, Certainty certainty) {

    /**
     * With an id that is certain.
     *
     * @param id as above
     * @param name as above
     */
    public Chat(ChatId id, String name) {
        this(id, name, Certainty.CERTAIN);
    }

    /**
     * What sort of chat.
     *
     * @return the kind of its id
     */
    public ChatKind kind() {
        return id.kind();
    }
}
