package dev.rookery.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.host.Eventually;
import dev.rookery.host.testing.Said;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    private enum Side {
        HEADS,
        OTHER_SIDE
    }

    private final Bot bot = new Bot();

    /** What a command with this argument makes of a text, or the first line of what it answers. */
    private <T> String read(Arg<T> arg, String text) {
        return read(arg, Said.privately("x " + text));
    }

    private <T> String read(Arg<T> arg, Said message) {
        return new Bot()
                .with(CommandSpec.named("x").args(arg).handle(call -> call.reply("=" + call.get(arg))))
                .hears(message)
                .lines()
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "word              | =word",
                "\"two words\"     | =two words",
                "'two words'       | =two words",
                "「two words」      | =two words",
                "『two words』      | =two words",
                "“two words”       | =two words",
                "‘two words’       | =two words",
                "＂two words＂      | =two words",
                "\"\"              | =",
                "\"a\"b            | =ab",
                "it's              | =it's",
                "\"it's\"          | =it's",
                "\"say \\\"hi\\\"\" | =say \"hi\"",
                "\"a\\\\\"         | =a\\",
                "C:\\temp          | =C:\\temp",
                "two\\ words       | =two words",
                "\\\"word          | =\"word",
                "\"two             | The quote \"two is not closed; \" is missing.",
                "「two             | The quote 「two is not closed; 」 is missing.",
                "‘two              | The quote ‘two is not closed; ’ is missing.",
                "a\u202eb\u200bc   | =abc",
                "👨‍👩‍👧             | =👨‍👩‍👧",
            })
    void words(String text, String result) {
        assertThat(read(Arg.word("w"), text)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1     | =1",
                "20    | =20",
                "+7    | =7",
                "００７  | =7",
                "１２   | =12",
                "0     | \"0\" is out of range, which is 1 to 20.",
                "21    | \"21\" is out of range, which is 1 to 20.",
                "－1    | \"－1\" is out of range, which is 1 to 20.",
                "99999999999999999999999999 | \"99999999999999999999999999\" is out of range, which is 1 to 20.",
                "1.5   | \"1.5\" is not a whole number from 1 to 20.",
                "many  | \"many\" is not a whole number from 1 to 20.",
                "1 2   | I do not know what to do with \"2\".",
                "0x10  | \"0x10\" is not a whole number from 1 to 20.",
                "''    | <n> is missing.",
            })
    void wholeNumbers(String text, String result) {
        assertThat(read(Arg.integer("n", 1, 20), text)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5    | =1.5",
                "-0.25  | =-0.25",
                "３．５  | =3.5",
                "1e9    | \"1e9\" is not a number.",
                "NaN    | \"NaN\" is not a number.",
                "1d     | \"1d\" is not a number.",
                ".5     | \".5\" is not a number.",
                "11     | \"11\" is out of range, which is -10 to 10.",
            })
    void numbers(String text, String result) {
        assertThat(read(Arg.number("n", -10, 10), text)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "90s       | =PT1M30S",
                "1h30m     | =PT1H30M",
                "\"1h 30m\" | =PT1H30M",
                "１０Ｍ     | =PT10M",
                "3小时      | =PT3H",
                "2天12小时   | =PT60H",
                "5分钟      | =PT5M",
                "1w        | =PT168H",
                "90        | \"90\" is not a duration such as 90s, 1h30m or 2d.",
                "1x        | \"1x\" is not a duration such as 90s, 1h30m or 2d.",
                "h1        | \"h1\" is not a duration such as 90s, 1h30m or 2d.",
                "-1h       | \"-1h\" is not a duration such as 90s, 1h30m or 2d.",
                "0s        | \"0s\" is out of range, which is 1s to 3653d.",
                "999999999w | \"999999999w\" is out of range, which is 1s to 3653d.",
            })
    void durations(String text, String result) {
        assertThat(read(Arg.duration("d"), text)).isEqualTo(result);
    }

    @Test
    void choices() {
        Arg<Side> side = Arg.choice("side", Side.class);
        assertThat(read(side, "heads")).isEqualTo("=HEADS");
        assertThat(read(side, "Other-Side")).isEqualTo("=OTHER_SIDE");
        assertThat(read(side, "ＨＥＡＤＳ")).isEqualTo("=HEADS");
        assertThat(read(side, "edge")).isEqualTo("\"edge\" is none of heads, other-side.");
        assertThat(read(Arg.yesNo("y"), "开")).isEqualTo("=true");
        assertThat(read(Arg.yesNo("y"), "off")).isEqualTo("=false");
    }

    @Test
    void valuesOfOnesOwn() {
        Arg<LocalDate> date = Arg.of("date", LocalDate::parse);
        assertThat(read(date, "2026-11-22")).isEqualTo("=2026-11-22");
        assertThat(read(date, "tomorrow")).isEqualTo("I cannot make sense of \"tomorrow\".");
        Arg<String> picky = Arg.of("x", word -> {
            throw new UsageException("Not that one.");
        });
        assertThat(read(picky, "this")).isEqualTo("Not that one.");
        Arg<String> several =
                Arg.reading("when", words -> LocalDate.parse(words.word()) + "T" + LocalTime.parse(words.word()));
        assertThat(read(several, "2026-11-22 10:30")).isEqualTo("=2026-11-22T10:30");
        assertThat(read(Arg.reading("w", words -> words.word() + words.word()), "one"))
                .isEqualTo("Something is missing at the end.");
        assertThat(read(Arg.word("w").map(String::length), "four")).isEqualTo("=4");
    }

    @Test
    void whatCanBeLeftOut() {
        Arg<String> name = Arg.word("name").orElse("nobody");
        assertThat(read(name, "")).isEqualTo("=nobody");
        assertThat(read(name, "bob")).isEqualTo("=bob");
        assertThat(read(Arg.integer("n").optional(), "")).isEqualTo("=Optional.empty");
        assertThat(read(Arg.integer("n").optional(), "3")).isEqualTo("=Optional[3]");
    }

    @Test
    void theRestIsAsItWasWritten() {
        assertThat(read(Arg.rest("text"), "  \"a  'b\\ 」 c  ")).isEqualTo("=\"a  'b\\ 」 c");
        assertThat(read(Arg.rest("text"), "")).isEqualTo("<text> is missing.");
    }

    @Test
    void picturesAndFacesAreWordsOfTheirOwn() {
        Segment picture = new Segment.Image(new Media.Remote("test", "1"), "cat");
        Message message = Message.of(new Segment.Text("x one"), picture, new Segment.Text(" two"));
        Arg<Message> rest = Arg.message("m");
        assertThat(read(rest, Said.privately(message))).contains("one", "cat", "two");
        assertThat(read(
                        Arg.reading("w", words -> words.word() + "," + words.word() + "," + words.word()),
                        Said.privately(message)))
                .isEqualTo("=one,[cat],two");
        assertThat(read(
                        Arg.reading(
                                "w",
                                words -> words.word()
                                        + words.segment(Segment.Image.class).name()
                                        + words.rest()),
                        Said.privately(message)))
                .isEqualTo("=onecattwo");
        assertThat(read(Arg.segment("p", Segment.Image.class), "word")).isEqualTo("A picture is expected here.");
    }

    private static Member member(String id, String nick, String card) {
        return new Member(new Person(new PersonId("test", id), card.isEmpty() ? nick : card), nick, card, Role.MEMBER);
    }

    private String named(String text, Account account) {
        Arg<Person> who = Arg.person("who");
        Arg<String> rest = Arg.rest("rest").orElse("");
        return new Bot()
                .account(account)
                .with(CommandSpec.named("x")
                        .args(who, rest)
                        .handle(call -> call.reply(call.get(who).id().value() + ":" + call.get(rest))))
                .hears(Said.inGroup("x " + text + " pual", "x " + text))
                .lines()
                .findFirst()
                .orElse("");
    }

    private static Account group(Member... members) {
        return new Account() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public CompletionStage<Answer<List<Member>>> members(ChatId chat) {
                assertThat(chat.kind()).isEqualTo(ChatKind.GROUP);
                return CompletableFuture.completedStage(new Answer.Done<>(List.of(members)));
            }
        };
    }

    @Test
    void peopleByMentionNameAndId() {
        Account account = group(
                member("1", "Ming", ""),
                member("2", "Ming Li", ""),
                member("3", "bob", "Card"),
                member("4", "twin", ""),
                member("5", "twin", ""));
        assertThat(named("@Ming hello", account)).isEqualTo("1:hello");
        assertThat(named("@Ming Li hello", account)).isEqualTo("2:hello");
        assertThat(named("Ming hello", account)).isEqualTo("1:hello");
        assertThat(named("\"Ming Li\" hello", account)).isEqualTo("2:hello");
        assertThat(named("card", account)).isEqualTo("3:");
        assertThat(named("@BOB", account)).isEqualTo("3:");
        assertThat(named("4", account)).isEqualTo("4:");
        assertThat(named("alice", account)).isEqualTo("alice:");
        assertThat(named("twin", account)).isEqualTo("More than one person is called \"twin\" here; give the number.");
        assertThat(named("nobody", account)).isEqualTo("I see nobody called \"nobody\" here.");
    }

    @Test
    void aMentionIsEnough() {
        Arg<Person> who = Arg.person("who");
        Message message =
                Message.of(new Segment.Text("x "), new Segment.Mention(new PersonId("test", "77"), "somebody"));
        assertThat(read(who.map(person -> person.id().value()), Said.privately(message)))
                .isEqualTo("=77");
    }

    @Test
    void whoCannotBeToldIsNobodyAndNobodyWaitsForLong() throws Exception {
        Account silent = new Account() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public CompletionStage<Answer<List<Member>>> members(ChatId chat) {
                return new CompletableFuture<>();
            }
        };
        Arg<Person> who = Arg.person("who");
        bot.account(silent).with(CommandSpec.named("x").args(who).handle(call -> {}));
        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(() -> bot.hears(Said.inGroup("x bob pual", "x bob")));
        Eventually.holds("it waits for the list", () -> bot.timers().waiting() > 0 || answer.isDone());
        bot.waits(ChatPeople.PATIENCE);
        assertThat(answer.get(10, java.util.concurrent.TimeUnit.SECONDS)).startsWith("I see nobody called \"bob\"");
    }

    @Test
    void durationsAreShownAsTheyAreTyped() {
        assertThat(Spans.shown(Duration.ofSeconds(90))).isEqualTo("1m30s");
        assertThat(Spans.shown(Duration.ofMillis(1))).isEqualTo("1s");
        assertThat(Spans.shown(Duration.ofHours(49).plusSeconds(3))).isEqualTo("2d1h");
        assertThat(Spans.shown(Duration.ofDays(1).plusSeconds(3))).isEqualTo("1d");
    }
}
