package dev.rookery.host.webqq.contacts;

/**
 * What a member of a group or discussion is recognised by at the next sign-in (qqbot and Mojo-Webqq likewise).
 *
 * @param card the name they have there only; empty for none
 * @param nick what they call themselves
 */
record MemberName(String card, String nick) {

    boolean isBlank() {
        return card.isEmpty() && nick.isEmpty();
    }
}
