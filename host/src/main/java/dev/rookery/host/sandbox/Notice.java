package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Person;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that is no message and is on its way to the bot. All numbers of people and chats given here are those of
 * the world. The keys are those of captures of the older WebQQ, kept by lwqq and twqq; SmartQQ, as long as it sent
 * such, sent the same.
 *
 * @param pollType what it is
 * @param value writes its value for an era and a login
 */
record Notice(String pollType, Value value) implements Incoming {

    /** Writes the value of a notice, with the numbers that this login sees. */
    @FunctionalInterface
    interface Value {
        void write(ObjectNode value, Era era, WebLogin login);
    }

    /** What an account is told that has signed in elsewhere (as seen by xhan/qqbot). */
    static final String KICKED = "您的帐号在另一地点登录，您已被迫下线。如有疑问，请登录 safe.qq.com 了解更多。";

    private static final long NO_REPLY_IP = 4_294_967_295L;

    /** The status that people ask to be friends with; what 20 means is told by no capture. */
    private static final int STAT = 20;

    @Override
    public JsonNode onWire(Era era, WebLogin login) {
        ObjectNode message = Json.object().put("poll_type", pollType);
        value.write(message.putObject("value"), era, login);
        return message;
    }

    private static Notice of(String pollType, BiConsumer<ObjectNode, WebLogin> value) {
        return new Notice(pollType, (node, era, login) -> value.accept(node, login));
    }

    /** The fields that most notices begin with. */
    private static ObjectNode head(ObjectNode value, WebLogin login, int id, long from, int type) {
        return value.put("msg_id", id)
                .put("from_uin", login.uins().wire(from))
                .put("to_uin", login.account().qq())
                .put("msg_id2", Spoken.secondId(id))
                .put("msg_type", type)
                .put("reply_ip", Spoken.REPLY_IP);
    }

    /** A friend is on line in another way now. */
    static Notice status(Person person) {
        return of(
                "buddies_status_change",
                (value, login) -> value.put("uin", login.uins().wire(person.uin()))
                        .put("status", person.status())
                        .put("client_type", person.clientType()));
    }

    /** A friend is typing. */
    static Notice typing(int id, long from) {
        return of(
                "input_notify",
                (value, login) -> head(value, login, id, from, 121).put("reply_ip", NO_REPLY_IP));
    }

    /** A friend has shaken the window. */
    static Notice shake(int id, long from) {
        return of("shake_message", (value, login) -> head(value, login, id, from, 9));
    }

    /** The account has signed in elsewhere. */
    static Notice kick(String reason, boolean shown) {
        return of(
                "kick_message",
                (value, login) -> value.put("way", "poll")
                        .put("show_reason", shown ? 1 : 0)
                        .put("reason", reason));
    }

    /** Somebody asks to become a friend. */
    static Notice friendRequest(int id, Person from, String message, int allow) {
        return of(
                "system_message",
                (value, login) -> system(value, login, id, "verify_required", from)
                        .put("msg", message)
                        .put("allow", allow)
                        .put("stat", STAT)
                        .put("client_type", from.clientType()));
    }

    /** Somebody has added the account, who lets everybody do so. */
    static Notice added(int id, Person from, String signature) {
        return of(
                "system_message",
                (value, login) -> system(value, login, id, "added_buddy_sig", from)
                        .put("sig", signature)
                        .put("stat", STAT)
                        .put("client_type", from.clientType()));
    }

    /** Somebody has accepted the account as a friend, and {@code addedBack} it or not. */
    static Notice accepted(int id, Person from, int category, boolean addedBack) {
        String type = addedBack ? "verify_pass_add" : "verify_pass";
        return of(
                "system_message",
                (value, login) -> system(value, login, id, type, from)
                        .put("group_id", category)
                        .put("stat", STAT)
                        .put("client_type", from.clientType()));
    }

    private static ObjectNode system(ObjectNode value, WebLogin login, int id, String type, Person from) {
        return value.put("seq", id)
                .put("type", type)
                .put("uiuin", "")
                .put("from_uin", login.uins().wire(from.uin()))
                .put("account", from.qq());
    }

    /** Friends have come or gone; {@code category} is that of those that have come. */
    static Notice friends(List<Long> added, int category, List<Long> removed) {
        return of("buddylist_change", (value, login) -> {
            ArrayNode come = value.putArray("added_friends");
            added.forEach(
                    uin -> come.addObject().put("uin", login.uins().wire(uin)).put("groupid", category));
            ArrayNode gone = value.putArray("removed_friends");
            removed.forEach(uin -> gone.addObject().put("uin", login.uins().wire(uin)));
        });
    }

    /** Something has happened in a group; {@code more} writes what this kind has besides. */
    private static Notice group(int id, Group group, String type, int number, BiConsumer<ObjectNode, WebLogin> more) {
        return of(
                "sys_g_msg",
                (value, login) -> more.accept(
                        head(value, login, id, group.gid(), number)
                                .put("type", type)
                                .put("gcode", login.uins().wire(group.code()))
                                .put("t_gcode", group.number()),
                        login));
    }

    static Notice groupCreated(int id, Group group) {
        return group(
                id,
                group,
                "group_create",
                38,
                (value, login) ->
                        value.put("owner_uin", login.uins().wire(group.owner().uin())));
    }

    static Notice groupJoined(int id, Group group, long member, Person admin) {
        return group(
                id,
                group,
                "group_join",
                33,
                (value, login) -> value.put("op_type", 3)
                        .put("new_member", login.uins().wire(member))
                        .put("t_new_member", "")
                        .put("admin_uin", login.uins().wire(admin.uin()))
                        .put("admin_nick", admin.nick()));
    }

    /** Somebody has left a group, by themselves when there is no {@code admin} who has removed them. */
    static Notice groupLeft(int id, Group group, long member, @Nullable Person admin) {
        return group(id, group, "group_leave", 34, (value, login) -> {
            value.put("op_type", admin == null ? 2 : 3)
                    .put("old_member", login.uins().wire(member))
                    .put("t_old_member", "");
            if (admin != null) {
                value.put("admin_uin", login.uins().wire(admin.uin()))
                        .put("t_admin_uin", "")
                        .put("admin_nick", admin.nick());
            }
        });
    }

    /** Somebody asks to join a group that the account administrates. */
    static Notice groupRequested(int id, Group group, long member, String message) {
        return group(
                id,
                group,
                "group_request_join",
                35,
                (value, login) -> value.put("request_uin", login.uins().wire(member))
                        .put("t_request_uin", "")
                        .put("msg", message));
    }

    static Notice groupAgreed(int id, Group group, long member, Person admin, String message) {
        return group(
                id,
                group,
                "group_request_join_agree",
                36,
                (value, login) -> value.put("new_member", login.uins().wire(member))
                        .put("admin_uin", login.uins().wire(admin.uin()))
                        .put("msg", message));
    }

    static Notice groupDenied(int id, Group group, Person admin, String reason) {
        return group(
                id,
                group,
                "group_request_join_deny",
                37,
                (value, login) ->
                        value.put("admin_uin", login.uins().wire(admin.uin())).put("msg", reason));
    }

    /** Somebody has put a file into a group. */
    static Notice groupFile(int id, Group group, Person from, String file) {
        String xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?><d><n t=\"h\" u=\"" + from.qq()
                + "\"/><n t=\"t\" s=\"共享文件\"/><n t=\"b\"/><n t=\"t\" s=\"" + escaped(file) + "\"/></d>";
        return new Notice(
                "group_web_message",
                (value, era, login) -> head(value, login, id, group.gid(), 45)
                        .put("group_code", login.uins().wire(era == Era.A ? group.code() : group.gid()))
                        .put("group_type", 1)
                        .put("ver", 1)
                        .put("send_uin", login.uins().wire(from.uin()))
                        .put("xml", xml));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** Something else, with the fields given; {@code from_uin} and {@code to_uin} are added when they are not there. */
    static Notice other(String pollType, int id, long from, JsonNode fields) {
        return of(pollType, (value, login) -> {
            value.put("msg_id", id)
                    .put("from_uin", login.uins().wire(from))
                    .put("to_uin", login.account().qq());
            fields.properties().forEach(field -> value.set(field.getKey(), field.getValue()));
        });
    }
}
