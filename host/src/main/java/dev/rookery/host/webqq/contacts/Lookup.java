package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;

/** A question to the contact servers, and what becomes of its answer. Equal questions are asked once at a time. */
public sealed interface Lookup {

    HttpRequest request(Requests requests, Session session);

    void learn(JsonNode result, Contacts contacts);

    /** Who we are. */
    record Self() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().selfInfo();
        }

        @Override
        public void learn(JsonNode result, Contacts contacts) {
            contacts.self(result);
        }
    }

    /** The friends and their remarks. */
    record Friends() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().friends(session);
        }

        @Override
        public void learn(JsonNode result, Contacts contacts) {
            contacts.friends(result);
        }
    }

    /** The groups, without members. */
    record Groups() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().groups(session);
        }

        @Override
        public void learn(JsonNode result, Contacts contacts) {
            contacts.groups(result);
        }
    }

    /** The discussions, without members. */
    record Discussions() implements Lookup {
        @Override
        public HttpRequest request(Requests requests, Session session) {
            return requests.api().discussions(session);
        }

        @Override
        public void learn(JsonNode result, Contacts contacts) {
            contacts.discussions(result);
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
        public void learn(JsonNode result, Contacts contacts) {
            contacts.groupMembers(gid, result);
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
        public void learn(JsonNode result, Contacts contacts) {
            contacts.discussionMembers(discussId, result);
        }
    }
}
