package dev.rookery.api.chat;

/**
 * A conversation that can be heard and answered.
 *
 * @param id which one
 * @param name what people call it: the friend's remark or nickname, the group's name; may be empty when the network
 *     does not tell
 */
public record Chat(ChatId id, String name) {

    /**
     * What sort of chat.
     *
     * @return the kind of its id
     */
    public ChatKind kind() {
        return id.kind();
    }
}
