package dev.rookery.host.webqq.contacts;

/**
 * What a friend is recognised by at the next sign-in; all of it has to be the same.
 *
 * @param nick what they call themselves
 * @param remark what the account calls them; empty for nothing
 * @param category the name of the account's folder for them; empty for the default one
 */
record FriendName(String nick, String remark, String category) {

    boolean isBlank() {
        return nick.isEmpty() && remark.isEmpty();
    }
}
