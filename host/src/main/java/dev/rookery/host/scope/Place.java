package dev.rookery.host.scope;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a rule holds. Written {@code *}, {@code pual} (an account), {@code pual/group/42} (a chat; likewise
 * {@code discussion}, {@code friend} and {@code session}), {@code pual/1001} (a person). A person whose id begins like
 * a chat is written {@code pual/person/group/42}.
 */
public sealed interface Place {

    /** What a person should write, after "expected: ". */
    String EXPECTED =
            "*, an account such as pual, a chat such as pual/group/42, or a person such as pual/1001, with at most 200"
                    + " characters";

    /** The longest text that stands for a place. */
    int LONGEST = 200;

    /** Every chat of every account. */
    record Everywhere() implements Place {
        @Override
        public String toString() {
            return "*";
        }
    }

    /**
     * All chats of one account.
     *
     * @param name as it stands in the configuration
     */
    record OfAccount(String name) implements Place {
        @Override
        public Optional<String> account() {
            return Optional.of(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * One chat.
     *
     * @param id which
     */
    record InChat(ChatId id) implements Place {
        @Override
        public Optional<String> account() {
            return Optional.of(id.account());
        }

        @Override
        public String toString() {
            return id.toString();
        }
    }

    /**
     * One person, in all chats of the account that sees them.
     *
     * @param id who
     */
    record OfPerson(PersonId id) implements Place {
        @Override
        public Optional<String> account() {
            return Optional.of(id.account());
        }

        @Override
        public String toString() {
            boolean like =
                    id.value().startsWith("person/") || kindOf(id.value()).isPresent();
            return like ? id.account() + PERSON + id.value() : id.toString();
        }
    }

    /** The account that it is about; empty for all of them. */
    default Optional<String> account() {
        return Optional.empty();
    }

    /** What marks a person whose id could be taken for a chat. */
    String PERSON = "/person/";

    /**
     * Reads a place.
     *
     * @throws IllegalArgumentException if it is written otherwise; the message quotes it and says what is expected
     */
    static Place parse(String text) {
        int slash = text.indexOf('/');
        String account = slash < 0 ? text : text.substring(0, slash);
        String rest = slash < 0 ? "" : text.substring(slash + 1);
        if (text.isBlank() || text.length() > LONGEST || account.isBlank() || (slash >= 0 && rest.isBlank())) {
            throw new IllegalArgumentException("found '" + shortened(text) + "' (expected: " + EXPECTED + ")");
        }
        if (slash < 0) {
            return account.equals("*") ? new Everywhere() : new OfAccount(account);
        }
        if (text.startsWith(PERSON, slash) && text.length() > slash + PERSON.length()) {
            return new OfPerson(new PersonId(account, text.substring(slash + PERSON.length())));
        }
        Place person = new OfPerson(new PersonId(account, rest));
        return kindOf(rest)
                .<Place>map(kind -> new InChat(
                        new ChatId(account, kind, rest.substring(kind.name().length() + 1))))
                .orElse(person);
    }

    /** The kind of chat that stands before the first slash, when something follows. */
    private static Optional<ChatKind> kindOf(String text) {
        return Stream.of(ChatKind.values())
                .filter(kind -> text.startsWith(kind.name().toLowerCase(Locale.ROOT) + '/')
                        && !text.substring(kind.name().length() + 1).isBlank())
                .findFirst();
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + '…' : text;
    }
}
