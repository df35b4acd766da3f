package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.World.Group;

/** What the bot says without words: that it types, that it shakes a window, that it lets somebody into a group. */
final class SignalEndpoints {

    private static final long AGREE = 2;
    private static final long DENY = 3;

    private SignalEndpoints() {}

    static void addTo(Routes routes, Access access) {
        routes.add(Routes.CHANNEL, "/channel/input_notify2", access.channel(call -> toFriend(call, "input_notify2")));
        routes.add(Routes.CHANNEL, "/channel/shake2", access.channel(call -> toFriend(call, "shake2")));
        routes.add(Routes.CHANNEL, "/channel/op_group_join_req", access.channel(SignalEndpoints::answerJoin));
        routes.add(Routes.CHANNEL, "/channel/get_c2cmsg_sig2", access.channel(SignalEndpoints::sessionSignature));
    }

    private static void toFriend(Call call, String name) {
        call.withFriend("to_uin", friend -> {
            call.did(name, Json.object().put("to", friend.person().uin()));
            call.ok();
        });
    }

    /** Whoever is let in is a member at once. */
    private static void answerJoin(Call call) {
        long answer = call.number("op_type");
        Group group = call.world().group(call.id("group_uin")).orElse(null);
        if (group == null || (answer != AGREE && answer != DENY)) {
            call.refuse(Replies.BAD_PARAMETER);
            return;
        }
        call.withPerson("req_uin", person -> {
            if (answer == AGREE) {
                call.live().join(group.gid(), person);
            }
            call.did(
                    "op_group_join_req",
                    Json.object()
                            .put("gid", group.gid())
                            .put("uin", person.uin())
                            .put("op_type", answer)
                            .put("msg", call.text("msg")));
            call.ok();
        });
    }

    /** {@code get_c2cmsg_sig2}: what a message to a stranger has to carry. */
    private static void sessionSignature(Call call) {
        call.withPerson("to_uin", person -> {
            ObjectNode result = Json.object().put("type", 0).put("value", signature(call.login(), person.uin()));
            Spoken.flags(result.putObject("flags"));
            call.answer(result);
        });
    }

    /** The same for a login and a person as long as the login lasts; 40 hexadecimal digits. */
    static String signature(WebLogin login, long uin) {
        return Tokens.digest(login.vfwebqq() + uin);
    }
}
