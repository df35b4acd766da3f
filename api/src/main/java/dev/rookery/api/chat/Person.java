package dev.rookery.api.chat;

/**
 * Somebody who says things.
 *
 * @param id who
 * @param name how they are called in the chat at hand: group card, remark or nickname; may be empty when the network
 *     does not tell
 * @param certainty how sure it is that the id means the same as at an earlier sign-in
 */
public record Person(PersonId id, String name, Certainty certainty) {

    /**
     * With an id that is certain.
     *
     * @param id as above
     * @param name as above
     */
    public Person(PersonId id, String name) {
        this(id, name, Certainty.CERTAIN);
    }
}
