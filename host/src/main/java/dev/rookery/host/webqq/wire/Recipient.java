package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whom a message goes to, in the numbers of this login. */
public sealed interface Recipient {

    /** The call that sends to such a one. */
    String call();

    /** Puts down in {@code r} who it is. */
    void address(ObjectNode r);

    /**
     * A friend.
     *
     * @param uin the friend's handle
     */
    record Friend(long uin) implements Recipient {

        @Override
        public String call() {
            return "send_buddy_msg2";
        }

        @Override
        public void address(ObjectNode r) {
            r.put("to", uin);
        }
    }

    /**
     * A group.
     *
     * @param gid what messages are sent to
     * @param code what else the group is called on the wire, wanted beside pictures only; 0 when unknown
     */
    record Group(long gid, long code) implements Recipient {

        @Override
        public String call() {
            return "send_qun_msg2";
        }

        @Override
        public void address(ObjectNode r) {
            r.put("group_uin", gid);
        }
    }

    /**
     * A discussion.
     *
     * @param did its number
     */
    record Discussion(long did) implements Recipient {

        @Override
        public String call() {
            return "send_discu_msg2";
        }

        @Override
        public void address(ObjectNode r) {
            r.put("did", did);
        }
    }

    /**
     * Somebody who is no friend, in a temporary chat. Needs a signature, see {@link ChannelRequests#signature}.
     *
     * @param uin the other's handle
     * @param via the gid or did in which both are
     * @param viaDiscussion whether that is a discussion
     */
    record Stranger(long uin, long via, boolean viaDiscussion) implements Recipient {

        @Override
        public String call() {
            return "send_sess_msg2";
        }

        @Override
        public void address(ObjectNode r) {
            r.put("to", uin).put("service_type", serviceType());
        }

        /** The wire's word for the kind of place in which both are. */
        int serviceType() {
            return viaDiscussion ? 1 : 0;
        }
    }
}
