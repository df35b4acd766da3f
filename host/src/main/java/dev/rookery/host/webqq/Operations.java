package dev.rookery.host.webqq;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Friend;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.Profile;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.webqq.contacts.AccountBook;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a WebQQ account can be asked: people and chats from its {@link AccountBook}. */
final class Operations implements Account {

    private final String name;
    private final AccountBook book;

    Operations(String name, AccountBook book) {
        this.name = name;
        this.book = book;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Answer<Profile>> self() {
        return book.self();
    }

    @Override
    public CompletionStage<Answer<List<Friend>>> friends() {
        return book.friends();
    }

    @Override
    public CompletionStage<Answer<List<Chat>>> groups() {
        return book.groups();
    }

    @Override
    public CompletionStage<Answer<List<Chat>>> discussions() {
        return book.discussions();
    }

    @Override
    public CompletionStage<Answer<List<Chat>>> recent() {
        return book.recent();
    }

    @Override
    public CompletionStage<Answer<List<Member>>> members(ChatId chat) {
        return book.members(chat);
    }

    @Override
    public CompletionStage<Answer<Profile>> profile(PersonId person) {
        return book.profile(person);
    }
}
