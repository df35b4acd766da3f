package dev.rookery.host.sandbox;

import static dev.rookery.host.sandbox.FaultParameter.choice;
import static dev.rookery.host.sandbox.FaultParameter.number;
import static dev.rookery.host.sandbox.FaultParameter.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ways in which the sandbox can misbehave: everything that historical clients complained of and a server can do.
 *
 * <p>Some parameters mean the same everywhere. {@code effect} tells whether the request is carried out before it is
 * answered badly. {@code message} tells what becomes of the messages in a poll answer that does not arrive: they are
 * queued again, or lost as the real service lost them.
 */
@SuppressWarnings("ImmutableEnumChecker") // Lists that cannot change and functions without state, which it cannot see.
public enum FaultKind {
    DELAY(
            "*",
            "Answers late.",
            ConnectionFaults::delay,
            number("millis", "how late, in milliseconds", 1_000, 0, 300_000),
            choice("when", "the wait is before or after the request takes effect", "before", "after")),
    SILENCE(
            "*",
            "Never answers; after five minutes the connection is cut.",
            ConnectionFaults::silence,
            P.EFFECT,
            P.LOSS),
    CUT(
            "*",
            "Closes the connection instead of answering, or within the answer, or unannounced after it.",
            ConnectionFaults::cut,
            choice("where", "how much of the answer leaves", "body", "before", "head", "after"),
            P.DONE,
            P.LOSS),
    RESET(
            "*",
            "Breaks the connection with a TCP reset.",
            ConnectionFaults::reset,
            choice("where", "how much of the answer leaves", "body", "before", "head", "after"),
            P.DONE,
            P.LOSS),
    SLOW(
            "*",
            "Answers byte by byte.",
            ConnectionFaults::slow,
            number("bytes", "how many at a time", 1, 1, 1 << 20),
            number("millis", "milliseconds between them", 20, 0, 60_000)),
    ENDLESS_BODY(
            "*",
            "Answers with a body that does not end.",
            ConnectionFaults::endlessBody,
            number("megabytes", "when the server has enough of it", 256, 1, 4_096)),
    HUGE_HEAD(
            "*",
            "Answers with very many header fields.",
            ConnectionFaults::hugeHead,
            number("kilobytes", "how many fields of 1 KiB", 1_024, 1, 16_384),
            P.LOSS),
    ENDLESS_REDIRECTS(
            "check_sig", "Sends the client from one address to the next for ever.", ConnectionFaults::redirect),

    STATUS(
            "*",
            "Answers with an HTTP error and a small page.",
            BodyFaults::status,
            number("code", "the status", 502, 200, 599),
            P.EFFECT,
            P.LOSS),
    RETCODE(
            "poll2,send_*",
            "Answers with a retcode; with effect it is a send that was delivered and answered 1202.",
            BodyFaults::retcode,
            number("retcode", "the code", 1_202, -999_999_999, 999_999_999),
            P.EFFECT,
            P.LOSS),
    HTML("*", "Answers with a page of HTML and status 200.", BodyFaults::html, P.EFFECT, P.LOSS),
    NOT_JSON("*", "Answers with something that is nearly JSON.", BodyFaults::notJson, P.EFFECT, P.LOSS),
    EMPTY("*", "Answers with an empty body.", BodyFaults::empty, P.EFFECT, P.LOSS),
    TRUNCATED("*", "Leaves the second half of the body out, with a length that fits.", BodyFaults::truncated, P.LOSS),
    DEEP_JSON(
            "*",
            "Answers with JSON in JSON in JSON.",
            BodyFaults::deepJson,
            number("depth", "how deep", 100_000, 1, 1_000_000),
            P.EFFECT,
            P.LOSS),
    HUGE_NUMBERS("*", "Puts numbers into the answer that fit no type.", BodyFaults::hugeNumbers, P.LOSS),
    CONTROL_CHARACTERS("*", "Puts raw control characters into names and texts.", BodyFaults::controlCharacters),
    UNICODE_ESCAPES("*", "Writes everything beyond ASCII as \\u escapes.", BodyFaults::unicodeEscapes),
    TRAILING_NEWLINE("*", "Adds a line break to the body.", BodyFaults::trailingNewline),

    PTUI(
            "ptqrlogin,/login",
            "Answers a step of the login with a code of its own.",
            LoginFaults::ptui,
            number("code", "the first argument of ptuiCB", 7, 0, 99_999),
            number("sub", "the second one", 0, 0, 99_999),
            text("text", "the text for people", "很遗憾，网络连接出现异常，请您稍后再试。(2220884626)", 200)),
    EXPIRED_QR("ptqrlogin", "Says that the QR code has expired.", LoginFaults::expiredQr),
    WRONG_CAPTCHA("/login", "Says that the captcha was mistyped.", LoginFaults::wrongCaptcha),
    CAPTCHA_WANTED("check", "Asks for a captcha before the password.", LoginFaults::captchaWanted),
    COOKIE_CLOCK(
            "*",
            "Sets every cookie to expire by a clock that is wrong.",
            LoginFaults::cookieClock,
            number("seconds", "from now on; negative: long ago", -86_400, -4_000_000_000L, 4_000_000_000L)),
    NO_PTWEBQQ("*", "Leaves the cookie ptwebqq out.", LoginFaults::noPtwebqq),
    MANY_COOKIES(
            "*",
            "Sets cookies by the thousand.",
            LoginFaults::manyCookies,
            number("count", "how many", 5_000, 1, 100_000),
            P.LOSS),

    NEW_PTWEBQQ(
            "poll2",
            "Answers a poll with 116 and a new ptwebqq.",
            SessionFaults::newPtwebqq,
            number("length", "hexadecimal digits; 48 and 64 were seen", 64, 0, 10_000)),
    RELINK("poll2", "Answers with 120 and forgets the session; login2 opens a new one.", SessionFaults::relink),
    KICKED(
            "poll2",
            "Answers with 121 and forgets the session, as if another client had taken it.",
            SessionFaults::kicked),
    SESSION_EXPIRED(
            "*",
            "Forgets the session that asks.",
            true,
            SessionFaults::expired,
            number("seconds", "only when the session is that old", 0, 0, 1_000_000),
            P.LOGINS),
    ALL_DROPPED("*", "Forgets the sessions of all accounts and cuts their polls.", SessionFaults::allDropped, P.LOGINS),

    DUPLICATE(
            "poll2",
            "Delivers the next message again with the same msg_id.",
            true,
            PollFaults::duplicate,
            number("copies", "how many more times", 1, 1, 10)),
    LOSE_MESSAGE("poll2", "Loses the next message.", true, PollFaults::lose),
    REORDER(
            "poll2",
            "Collects messages and delivers them in one answer, the newest first.",
            true,
            PollFaults::reorder,
            number("count", "how many; fewer when the poll ends before", 3, 2, 50)),
    IDLE(
            "poll2",
            "Answers a poll without a message in another way.",
            true,
            PollFaults::idle,
            choice("answer", "which of those that were seen", PollFaults.IDLE_ANSWERS.keySet())),
    FACE_ZERO("poll2", "Turns every face into face 0, as the service did since 2018.", true, PollFaults::faceZero),
    FONT_ONLY("poll2", "Delivers a message with its font and nothing else.", true, PollFaults::fontOnly),

    SWALLOW("send_*", "Says that a message was sent and shows it to nobody.", SendFaults::swallow),
    SWALLOW_FAST(
            "send_*",
            "Swallows a message that follows the one before it too fast.",
            true,
            SendFaults::swallowFast,
            number("millis", "what is too fast, in milliseconds", 500, 1, 60_000)),
    SWALLOW_REPEATED("send_*", "Swallows the same text sent twice in a row.", true, SendFaults::swallowRepeated),
    SHOW_TWICE("send_*", "Shows a message twice that was sent once.", SendFaults::showTwice),
    ECHO("send_*", "Delivers what the account sends to the account.", SendFaults::echo),

    PARTIAL_CONTACTS(
            "get_*",
            "Answers contact lists in part, with retcode 0 or 100003.",
            ContactFaults::partial,
            choice("missing", "what is not there", "everything", "cards", "profiles", "retcode")),
    WRONG_HASH(
            "get_user_friends2,get_group_name_list_mask2",
            "Refuses the hash of the contact lists with retcode 50.",
            ContactFaults::wrongHash),
    NAMES(
            "get_*",
            "Changes every name.",
            ContactFaults::names,
            text("suffix", "what is put behind them", " &amp;\u00a0😀", 100));

    /** Parameters that several kinds have. */
    private static final class P {
        private static final FaultParameter EFFECT =
                choice("effect", "whether the request is carried out before", "none", "done");
        private static final FaultParameter DONE =
                choice("effect", "whether the request is carried out before", "done", "none");
        private static final FaultParameter LOSS =
                choice("message", "what becomes of messages in a poll answer", "queued", "lost");
        private static final FaultParameter LOGINS =
                choice("logins", "whether the cookies stay good", "kept", "forgotten");
    }

    /** What a fault does to a request, on the event loop. */
    interface Behaviour {
        void strike(Strike strike);
    }

    private final String endpoint;
    private final String meaning;
    private final boolean choosy;
    private final Behaviour behaviour;
    private final List<FaultParameter> parameters;

    FaultKind(String endpoint, String meaning, Behaviour behaviour, FaultParameter... parameters) {
        this(endpoint, meaning, false, behaviour, parameters);
    }

    FaultKind(String endpoint, String meaning, boolean choosy, Behaviour behaviour, FaultParameter... parameters) {
        this.endpoint = endpoint;
        this.meaning = meaning;
        this.choosy = choosy;
        this.behaviour = behaviour;
        this.parameters = List.of(parameters);
    }

    /** The kind of that {@link #word()}. */
    static Optional<FaultKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** All words, for messages. */
    static String words() {
        return Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", "));
    }

    /** What the control API calls it, such as {@code endless-body}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where it strikes when nothing else is told, see {@link Fault#on(String)}. */
    public String endpoint() {
        return endpoint;
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }

    /** What it wants to be told. */
    public List<FaultParameter> parameters() {
        return parameters;
    }

    /** Whether it decides itself, by what the request or the answer is, if it strikes. */
    boolean isChoosy() {
        return choosy;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** The parameter of that name. */
    Optional<FaultParameter> parameter(String name) {
        return parameters.stream().filter(known -> known.name().equals(name)).findFirst();
    }
}
