package dev.rookery.testkit;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;

/** A virtual person in one chat: a friend in a private one, or a member of a group. For the test's thread. */
public final class TestUser extends Conversation {

    private final TestAccount account;
    private final Chat chat;
    private final Person person;

    TestUser(TestAccount account, Chat chat, Person person) {
        this.account = account;
        this.chat = chat;
        this.person = person;
    }

    /**
     * Says something. The bot has it when this returns; what it makes of it is waited for by what is expected next.
     *
     * @param text the words
     */
    public void says(String text) {
        says(Message.text(text));
    }

    /**
     * Says something that is more than words.
     *
     * @param message the pieces
     */
    public void says(Message message) {
        account.heard(chat, person, message);
    }

    /**
     * Says something and mentions the bot at the beginning, as people do in groups.
     *
     * @param text the words after the mention
     */
    public void saysToBot(String text) {
        Person self = account.self();
        says(Message.of(new Segment.Mention(self.id(), self.name()), new Segment.Text(" " + text)));
    }

    /**
     * Shows a picture.
     *
     * @param data the file's bytes
     * @param contentType what they are, for example {@code image/png}
     */
    public void shows(byte[] data, String contentType) {
        says(Message.of(new Segment.Image(new Media.Bytes(data, contentType), "")));
    }

    /**
     * Who this is.
     *
     * @return the person as plugins see them in this chat
     */
    public Person person() {
        return person;
    }

    /**
     * Where they speak.
     *
     * @return the private chat or the group
     */
    public Chat chat() {
        return chat;
    }

    @Override
    Replies replies() {
        return account.replies();
    }

    @Override
    boolean holds(Reply reply) {
        return reply.chat().id().equals(chat.id());
    }

    /** Name and chat, for failures. */
    @Override
    public String toString() {
        return person.name() + " in " + Transcript.nameOf(chat);
    }
}
