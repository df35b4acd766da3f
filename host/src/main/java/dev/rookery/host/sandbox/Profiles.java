package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.World.Person;

/** What the calls about single people tell, beside the profile of a friend, which {@link Contacts} has. */
final class Profiles {

    /** When a found account was made; that of a capture. */
    private static final long REGISTERED = 1_388_307_595L;

    private Profiles() {}

    /** {@code get_stranger_info2}: little that is personal, and a token to ask for friendship with. */
    static ObjectNode stranger(Person person, long uin) {
        return Json.object()
                .put("face", person.face())
                .put("allow", 1)
                .put("uin", uin)
                .put("stat", Contacts.stat(person))
                .put("vip_info", person.vip())
                .put("country", person.country())
                .put("city", person.city())
                .put("nick", person.nick())
                .put("token", token(person))
                .put("province", person.province())
                .put("gender", person.gender())
                .put("client_type", person.clientType());
    }

    /** {@code search_qq_by_uin2}: the same of somebody found by number, with that number. */
    static ObjectNode found(Person person, long uin) {
        return stranger(person, uin).put("account", person.qq()).put("reg_time", REGISTERED);
    }

    /** {@code get_qq_level2}, with the figures of a capture. */
    static ObjectNode level(long uin) {
        return Json.object()
                .put("level", 37)
                .put("days", 1534)
                .put("hours", 12_219)
                .put("remainDays", 62)
                .put("tuin", uin);
    }

    /** The token to ask somebody for friendship with; any text does, as long as it comes back. */
    static String token(Person person) {
        return String.format("%040x", person.qq());
    }
}
