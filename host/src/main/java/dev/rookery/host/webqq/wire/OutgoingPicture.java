package dev.rookery.host.webqq.wire;

/** A picture that has been uploaded, in the form in which a message names it; era A. */
public sealed interface OutgoingPicture {

    /**
     * To a friend: {@code ["offpic",path,name,size]}.
     *
     * @param path what upload_offline_pic answered
     * @param size in bytes
     */
    record Offpic(String path, String name, long size) implements OutgoingPicture {}

    /** To a friend, a custom face: {@code ["cface",name]}. */
    record FriendFace(String name) implements OutgoingPicture {}

    /**
     * To a group or discussion: {@code ["cface","group",name]}. The send call then carries {@code key} and {@code sig}
     * of get_gface_sig2 as well.
     *
     * @param name what cface_upload answered
     */
    record GroupFace(String name) implements OutgoingPicture {}
}
