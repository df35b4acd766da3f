package dev.rookery.host.httpstream;

/** Names and values as a browser's form sends them, in UTF-8, for a query or a body. */
final class Parameters {

    private final StringBuilder text = new StringBuilder();

    void add(String name, String value) {
        if (!isEmpty()) {
            text.append('&');
        }
        PercentEncoding.appendForm(text, name);
        text.append('=');
        PercentEncoding.appendForm(text, value);
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    /** The address with these in its query, behind those that are there, and without its fragment. */
    String in(String uri) {
        int fragment = uri.indexOf('#');
        String address = fragment < 0 ? uri : uri.substring(0, fragment);
        if (isEmpty()) {
            return address;
        }
        if (address.indexOf('?') < 0) {
            return address + "?" + text;
        }
        return address.endsWith("?") || address.endsWith("&") ? address + text : address + "&" + text;
    }

    /** All of them; ASCII. */
    @Override
    public String toString() {
        return text.toString();
    }
}
