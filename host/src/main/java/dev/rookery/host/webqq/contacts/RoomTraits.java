package dev.rookery.host.webqq.contacts;

import java.util.Map;

/**
 * What the lists of this login tell about a group or discussion.
 *
 * @param name what it is called; may be empty
 * @param members who is in it, if that was asked yet
 * @param namesakes the others of the same name, and who is in them
 */
record RoomTraits(String name, MemberSketch members, Map<ChatHandle, MemberSketch> namesakes) {}
