package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import dev.rookery.host.sandbox.ControlCall.Refusal;
import java.util.Optional;

/**
 * The calls of the control API about accounts: {@code accounts}, {@code state}, {@code events}, {@code scan},
 * {@code qr.png}, {@code drop}.
 */
final class AccountCalls {

    private static final int PICTURE_SCALE = 4;

    /** The members of a group that the state lists; of a larger one these are the first. */
    private static final int MAX_SHOWN = 500;

    private final boolean autoScan;
    private final Accounts accounts;
    private final WebLogins logins;
    private final QrCodes codes;
    private final PasswordEndpoints passwords;
    private final EventFeed feed;
    /** Tells a page that the server behind it is another one, whose numbers start again. */
    private final String instance = Tokens.hex(16);

    AccountCalls(
            SandboxOptions options,
            Accounts accounts,
            WebLogins logins,
            QrCodes codes,
            PasswordEndpoints passwords,
            EventFeed feed) {
        this.autoScan = options.autoScan();
        this.accounts = accounts;
        this.logins = logins;
        this.codes = codes;
        this.passwords = passwords;
        this.feed = feed;
    }

    void addTo(ControlApi api) {
        api.get("accounts", (exchange, account, none) -> accounts(exchange))
                .get("state", (exchange, account, none) -> state(exchange, account))
                .get("events", (exchange, account, none) -> feed.open(exchange, account))
                .get("qr.png", (exchange, account, none) -> picture(exchange, account))
                .post("scan", this::scan)
                .post("drop", this::drop);
    }

    private void accounts(Exchange exchange) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("accounts");
        for (Account account : accounts.all()) {
            list.addObject()
                    .put("qq", account.qq())
                    .put("nick", account.self().nick())
                    .put("online", isOnline(account))
                    .put("waiting", account.sessions().waiting());
        }
        ControlApi.answer(exchange, answer);
    }

    private void scan(Exchange exchange, Account account, JsonNode body) {
        JsonNode id = body.path("code");
        QrCode code = (id.isMissingNode() ? codes.wanted(account) : codes.ofId(id.asLong(-1)))
                .filter(QrCode::isWaiting)
                .orElseThrow(() -> new Refusal(400, "no QR code is waiting to be scanned"));
        code.scan(account);
        ControlApi.answer(exchange, Json.object().put("scanned", code.id()));
        feed.stateChanged();
    }

    private void picture(Exchange exchange, Account account) {
        QrCode code = codes.wanted(account).orElseThrow(() -> new Refusal(404, "no QR code is waiting"));
        exchange.respond(Response.of(200, "image/png", QrEndpoints.picture(exchange, code, PICTURE_SCALE))
                .header("Cache-Control", "no-store"));
    }

    private void drop(Exchange exchange, Account account, JsonNode body) {
        int dropped = account.sessions().current().isPresent() ? 1 : 0;
        account.sessions().drop();
        if (body.path("logins").asBoolean()) {
            logins.forgetAll(account);
        }
        ControlApi.answer(exchange, Json.object().put("dropped", dropped));
        feed.stateChanged(account);
    }

    private void state(Exchange exchange, Account account) {
        ObjectNode state = Json.object().put("instance", instance);
        World.Person self = account.self();
        state.putObject("account")
                .put("qq", self.qq())
                .put("uin", self.uin())
                .put("nick", self.nick())
                .put("status", self.status())
                .put("signature", self.signature());
        state.put("online", isOnline(account));
        ArrayNode list = state.putArray("sessions");
        Optional<Session> session = account.sessions().current();
        session.ifPresent(known -> list.add(known.describe()));
        state.put("waiting", account.sessions().waiting())
                .put("autoScan", autoScan)
                .put("accounts", accounts.all().size());
        ObjectNode captcha =
                state.putObject("captcha").put("wanted", account.signInRules().isCaptchaWanted());
        passwords
                .letters(account)
                .ifPresentOrElse(letters -> captcha.put("letters", letters), () -> captcha.putNull("letters"));
        codes.wanted(account)
                .ifPresentOrElse(
                        code -> state.putObject("qr")
                                .put("id", code.id())
                                .put("state", code.isWaiting() ? "waiting" : "scanned")
                                .put("picture", "/sandbox/qr.png?account=" + account.qq() + "&id=" + code.id()),
                        () -> state.putNull("qr"));
        state.set("contacts", contacts(account));
        ControlApi.answer(exchange, state);
    }

    private static boolean isOnline(Account account) {
        return account.sessions().current().filter(Session::isPolling).isPresent();
    }

    private static ArrayNode contacts(Account account) {
        World world = account.world();
        ArrayNode contacts = Json.array();
        for (World.Friend friend : world.friends()) {
            long uin = friend.person().uin();
            ArrayNode members = contact(contacts, account, new ChatKey(ChatKey.Kind.FRIEND, uin), friend.shownName());
            member(members, account, uin, friend.shownName());
        }
        for (World.Group group : world.groups()) {
            String name = group.remark().isEmpty() ? group.name() : group.remark();
            ArrayNode members = contact(contacts, account, new ChatKey(ChatKey.Kind.GROUP, group.gid()), name);
            ((ObjectNode) contacts.get(contacts.size() - 1))
                    .put("size", group.members().size());
            group.members().stream()
                    .limit(MAX_SHOWN)
                    .forEach(one -> member(members, account, one.person().uin(), one.shownName()));
        }
        for (World.Discussion discussion : world.discussions()) {
            ChatKey chat = new ChatKey(ChatKey.Kind.DISCUSSION, discussion.did());
            ArrayNode members = contact(contacts, account, chat, discussion.name());
            discussion.members().forEach(one -> member(members, account, one.uin(), one.nick()));
        }
        for (ChatKey chat : account.conversations().strangers()) {
            String name = account.person(chat.id()).map(World.Person::nick).orElse("");
            member(contact(contacts, account, chat, name), account, chat.id(), name);
        }
        return contacts;
    }

    /** Adds a chat; answers the list for those who can speak in it. */
    private static ArrayNode contact(ArrayNode contacts, Account account, ChatKey chat, String name) {
        ObjectNode contact = contacts.addObject()
                .put("chat", chat.toString())
                .put("kind", chat.kind().word())
                .put("name", name);
        ArrayNode members = contact.putArray("members");
        account.conversations()
                .last(chat)
                .ifPresentOrElse(last -> contact.set("last", last), () -> contact.putNull("last"));
        return members;
    }

    /** Everybody can speak in a chat but the bot. */
    private static void member(ArrayNode members, Account account, long uin, String name) {
        if (uin != account.world().account().uin()) {
            members.addObject().put("uin", uin).put("name", name);
        }
    }
}
