package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.World.Person;
import java.util.function.Function;
import java.util.function.Predicate;

/** The calls of s.web2.qq.com about one person at a time. */
final class ProfileEndpoints {

    /** The longest signature that is kept. */
    static final int MAX_SIGNATURE = 200;

    private static final Predicate<String> HOST = "s.web2.qq.com"::equals;

    private ProfileEndpoints() {}

    static void addTo(Routes routes, Access access) {
        routes.add(
                HOST,
                "/api/get_stranger_info2",
                access.api(call -> about(call, person -> Profiles.stranger(person, call.wire(person.uin())))));
        routes.add(
                HOST,
                "/api/get_qq_level2",
                access.api(call -> about(call, person -> Profiles.level(call.wire(person.uin())))));
        routes.add(
                HOST,
                "/api/get_allow_info2",
                access.api(call -> about(call, person -> Json.object().put("allow", 1))));
        routes.add(HOST, "/api/set_long_nick2", access.api(ProfileEndpoints::sign));
    }

    private static void about(Call call, Function<Person, JsonNode> answer) {
        call.withPerson("tuin", person -> call.answer(answer.apply(person)));
    }

    private static void sign(Call call) {
        String signature = call.text("nlk");
        if (signature.length() > MAX_SIGNATURE) {
            call.refuse(Replies.BAD_PARAMETER);
            return;
        }
        call.live().change(call.world().account().withSignature(signature));
        ObjectNode details = Json.object().put("nlk", signature);
        call.did("set_long_nick2", details);
        call.ok();
    }
}
