package dev.rookery.host.webqq.contacts;

/**
 * How somebody in a temporary chat is reached: what the signature for an answer is asked with.
 *
 * @param via the gid or did where the two met; 0 when it was not told
 * @param serviceType 0 for a group, 1 for a discussion
 */
public record SessionRoute(long via, int serviceType) {

    /** Where the two met. */
    ChatHandle room() {
        return serviceType == 1 ? ChatHandle.discussion(via) : ChatHandle.group(via);
    }
}
