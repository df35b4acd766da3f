package dev.rookery.testkit;

import dev.rookery.api.account.Role;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.event.GroupEvent;
import java.util.Optional;

/** A virtual group or discussion, with the bot in it. For the test's thread. */
public final class TestGroup extends Conversation {

    private final TestAccount account;
    private final Chat chat;

    TestGroup(TestAccount account, Chat chat) {
        this.account = account;
        this.chat = chat;
    }

    /**
     * An ordinary member; the same person as a friend of that name.
     *
     * @param name who
     * @return the member, always in this group
     */
    public TestUser member(String name) {
        return in(name, Role.MEMBER);
    }

    /**
     * A member who is an administrator of the group.
     *
     * @param name who
     * @return the member
     */
    public TestUser admin(String name) {
        return in(name, Role.ADMIN);
    }

    /**
     * The member who owns the group.
     *
     * @param name who
     * @return the member
     */
    public TestUser owner(String name) {
        return in(name, Role.OWNER);
    }

    private TestUser in(String name, Role role) {
        account.enters(chat, name, role);
        return new TestUser(account, chat, account.person(name));
    }

    /**
     * Somebody comes in, and the bot hears of it.
     *
     * @param name who
     * @return the new member
     */
    public TestUser joins(String name) {
        TestUser member = member(name);
        account.happens(new GroupEvent.MemberJoined(chat, member.person(), Optional.empty(), account.now()));
        return member;
    }

    /**
     * Somebody goes, and the bot hears of it.
     *
     * @param name who
     */
    public void leaves(String name) {
        account.leaves(chat, name);
        account.happens(new GroupEvent.MemberLeft(chat, account.person(name), Optional.empty(), account.now()));
    }

    /**
     * Which group.
     *
     * @return the chat as plugins see it
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

    /** The name, for failures. */
    @Override
    public String toString() {
        return Transcript.nameOf(chat);
    }
}
