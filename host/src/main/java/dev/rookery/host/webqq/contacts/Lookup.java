package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.Uin;

/** A question to the contact servers, and what becomes of its answer. Equal questions are asked once at a time. */
sealed interface Lookup {

    HttpRequest request(Requests requests, Session session);

    /**
     * Takes an answer.
     *
     * @param complete whether the server claims that it is all
     */
    void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities);

    /** Whether a server that refuses it once refuses it always, as {@code get_friend_uin2} since April 2017. */
    default boolean isRefusedForGood() {
        return false;
    }

    /** Who we are. */
    record Self() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().selfInfo();
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnProfile(
                    contacts.self(), contacts.profile(contacts.self()).with(result));
        }
    }

    /** The friends and their remarks. */
    record Friends() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().friends(session);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnFriends(result, complete);
        }
    }

    /** Which friends are on line. */
    record Online() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.channel().onlineBuddies(session);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnOnline(result);
        }
    }

    /** The groups, without members. */
    record Groups() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().groups(session);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnGroups(result, complete);
        }
    }

    /** The discussions, without members. */
    record Discussions() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().discussions(session);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnDiscussions(result, complete);
        }
    }

    /** The chats that were used last. */
    record Recent() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.channel().recentChats(session);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnRecent(result);
        }
    }

    /**
     * Who is in a group.
     *
     * @param gid the group as messages name it
     * @param groupCode the group as this question names it
     */
    record GroupMembers(long gid, long groupCode) implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().groupMembers(session, groupCode);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnGroupMembers(gid, result, complete);
        }
    }

    /**
     * Who is in a discussion, and what it is called.
     *
     * @param discussId which one
     */
    record DiscussionMembers(long discussId) implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.channel().discussionMembers(session, discussId);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnDiscussionMembers(discussId, result, complete);
        }
    }

    /** What a friend tells about themselves. */
    record FriendInfo(Uin friend) implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().friendInfo(session, friend);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnProfile(friend, contacts.profile(friend).with(result));
        }
    }

    /** What somebody who is no friend tells about themselves. */
    record StrangerInfo(Uin stranger) implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().strangerInfo(session, stranger);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            contacts.learnProfile(stranger, contacts.profile(stranger).with(result));
        }
    }

    /** The line under somebody's name. */
    record Signature(Uin person) implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().signature(session, person);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            String line = result.path(0).path("lnick").asText("");
            contacts.learnProfile(person, contacts.profile(person).withSignature(line));
        }
    }

    /** Somebody's level. */
    record Level(Uin person) implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().level(session, person);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            if (result.has("level")) {
                contacts.learnProfile(person, contacts.profile(person).withLevel(Wire.code(result, "level")));
            }
        }
    }

    /** Somebody's lasting number. */
    record PersonNumber(Uin person) implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().personNumber(session, person);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            identities.learnNumber(person, new QqNumber(Wire.number(result, "account")));
        }

        @Override
        public boolean isRefusedForGood() {
            return true;
        }
    }

    /**
     * A group's lasting number.
     *
     * @param gid the group as messages name it
     * @param groupCode the group as this question names it
     */
    record GroupNumber(long gid, long groupCode) implements Lookup {

        /** What newer groups' numbers came with on top (xhan's qqbot). */
        private static final long OFFSET = 3_890_000_000L;

        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().groupNumber(session, groupCode);
        }

        @Override
        public void learn(JsonNode result, boolean complete, Contacts contacts, Identities identities) {
            long number = Wire.number(result, "account");
            identities.learnNumber(ChatHandle.group(gid), number > OFFSET ? number - OFFSET : number);
        }

        @Override
        public boolean isRefusedForGood() {
            return true;
        }
    }
}
