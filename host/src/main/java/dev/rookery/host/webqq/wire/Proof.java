package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the server wants to see in {@code r} beside a message before it passes it on. Secret, never printed. */
public final class Proof {

    /** Most messages need none. */
    public static final Proof NONE = new Proof(JsonAnswer.JSON.createObjectNode());

    private final ObjectNode fields;

    private Proof(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * For a temporary chat.
     *
     * @param signature of {@link ChannelRequests#signature}
     */
    public static Proof ofStranger(String signature) {
        return new Proof(JsonAnswer.JSON.createObjectNode().put("group_sig", signature));
    }

    /**
     * For pictures to a group or discussion.
     *
     * @param key {@code gface_key} of {@link PictureRequests#groupKey}
     * @param sig {@code gface_sig} of the same
     */
    public static Proof ofPictures(Recipient recipient, String key, String sig) {
        ObjectNode fields = JsonAnswer.JSON.createObjectNode();
        if (recipient instanceof Recipient.Group group) {
            fields.put("group_code", group.code());
        }
        return new Proof(fields.put("key", key).put("sig", sig));
    }

    void show(ObjectNode r) {
        r.setAll(fields);
    }

    @Override
    public String toString() {
        return "Proof" + (fields.isEmpty() ? "[]" : "[…]");
    }
}
