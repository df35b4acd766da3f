package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Uin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * People and groups whose handles go round at every login: what was one's is another's the next time, as on servers
 * that deal out their numbers anew.
 */
final class World {

    static final QqNumber SELF = new QqNumber(1002003004L);

    private static final long PEOPLE = 2_000_000_000L;
    private static final long ROOMS = 3_000_000_000L;

    private record Someone(String nick, String remark, boolean friend) {}

    private static final class Place {
        private final boolean discussion;
        private String name;
        private final Map<String, String> cards = new LinkedHashMap<>();

        Place(boolean discussion, String name) {
            this.discussion = discussion;
            this.name = name;
        }
    }

    private final Map<String, Someone> people = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private int logins;

    /** Somebody, by a key that only the test knows. */
    World friend(String key, String nick, String remark) {
        people.put(key, new Someone(nick, remark, true));
        return this;
    }

    World stranger(String key, String nick) {
        people.put(key, new Someone(nick, "", false));
        return this;
    }

    World group(String key, String name) {
        places.put(key, new Place(false, name));
        return this;
    }

    World discussion(String key, String name) {
        places.put(key, new Place(true, name));
        return this;
    }

    World in(String place, String person, String card) {
        places.get(place).cards.put(person, card);
        return this;
    }

    void rename(String place, String name) {
        places.get(place).name = name;
    }

    void leaves(String key) {
        people.remove(key);
        places.remove(key);
        places.values().forEach(place -> place.cards.remove(key));
    }

    /** Signs in: all handles have changed, and the lists come. */
    Login login(Identities identities) {
        logins++;
        return new Login(identities);
    }

    final class Login {
        final Identities identities;
        final Contacts contacts;
        final WhoIs whoIs;
        private final Map<String, Long> handles = new LinkedHashMap<>();

        Login(Identities identities) {
            this.identities = identities;
            identities.begin(SELF);
            contacts = new Contacts(new Uin(SELF.value()), identities);
            whoIs = new WhoIs(contacts, identities);
            deal(new ArrayList<>(people.keySet()), PEOPLE);
            deal(new ArrayList<>(places.keySet()), ROOMS);
            lists();
        }

        /** The lists come again. */
        void lists() {
            ObjectNode friends = JsonAnswer.JSON.createObjectNode();
            ArrayNode uins = friends.putArray("friends");
            ArrayNode info = friends.putArray("info");
            ArrayNode marks = friends.putArray("marknames");
            people.forEach((key, someone) -> {
                if (someone.friend()) {
                    uins.addObject().put("uin", handle(key)).put("categories", 0);
                    info.addObject().put("uin", handle(key)).put("nick", someone.nick());
                    if (!someone.remark().isEmpty()) {
                        marks.addObject().put("uin", handle(key)).put("markname", someone.remark());
                    }
                }
            });
            ObjectNode rooms = JsonAnswer.JSON.createObjectNode();
            ArrayNode groups = rooms.putArray("gnamelist");
            ArrayNode discussions = rooms.putArray("dnamelist");
            places.forEach((key, place) -> {
                if (place.discussion) {
                    discussions.addObject().put("did", handle(key)).put("name", place.name);
                } else {
                    groups.addObject()
                            .put("gid", handle(key))
                            .put("code", handle(key) + 500_000_000L)
                            .put("name", place.name);
                }
            });
            contacts.learnFriends(friends, true);
            contacts.learnGroups(rooms, true);
            contacts.learnDiscussions(rooms, true);
        }

        /** The members of a group are told. */
        void members(String key) {
            ObjectNode result = JsonAnswer.JSON.createObjectNode();
            ArrayNode info = result.putArray("minfo");
            ArrayNode cards = result.putArray("cards");
            places.get(key).cards.forEach((person, card) -> {
                info.addObject()
                        .put("uin", handle(person))
                        .put("nick", people.get(person).nick());
                if (!card.isEmpty()) {
                    cards.addObject().put("muin", handle(person)).put("card", card);
                }
            });
            contacts.learnGroupMembers(handle(key), result, true);
        }

        ChatHandle group(String key) {
            return ChatHandle.group(handle(key));
        }

        ChatHandle discussion(String key) {
            return ChatHandle.discussion(handle(key));
        }

        Uin uin(String key) {
            return new Uin(handle(key));
        }

        Person friend(String key) {
            return whoIs.person(ChatHandle.friend(uin(key)), uin(key));
        }

        Person member(String place, String key) {
            return whoIs.person(group(place), uin(key));
        }

        Chat chat(String key) {
            return whoIs.chat(places.get(key).discussion ? discussion(key) : group(key));
        }

        void number(String key, long number) {
            identities.learnNumber(uin(key), new QqNumber(number));
        }

        private long handle(String key) {
            return handles.get(key);
        }

        private void deal(List<String> keys, long from) {
            for (int i = 0; i < keys.size(); i++) {
                handles.put(keys.get(i), from + (i + logins) % keys.size());
            }
        }
    }
}
