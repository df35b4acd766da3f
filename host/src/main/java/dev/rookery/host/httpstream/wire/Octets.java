package dev.rookery.host.httpstream.wire;

/** The alphabets of HTTP (RFC 9110 part 5), one table look-up per byte. */
final class Octets {

    static final byte CR = '\r';
    static final byte LF = '\n';

    private static final byte TOKEN = 1;
    private static final byte VALUE = 2;
    private static final byte[] ALPHABETS = alphabets();

    private Octets() {}

    /** Whether it may stand in a method or in a field name. */
    static boolean isToken(int octet) {
        return (ALPHABETS[octet & 0xFF] & TOKEN) != 0;
    }

    /** Whether it may stand in a field value: a tab, a space, or visible, beyond ASCII included. */
    static boolean isValue(int octet) {
        return (ALPHABETS[octet & 0xFF] & VALUE) != 0;
    }

    static boolean isSpace(int octet) {
        return octet == ' ' || octet == '\t';
    }

    static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    /** Whether the name stands there, whatever the case of its letters. */
    static boolean isNameAt(byte[] bytes, int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (lower(bytes[at + i]) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
    }

    private static byte[] alphabets() {
        byte[] alphabets = new byte[256];
        for (int i = 0; i < alphabets.length; i++) {
            boolean token = (i >= 'a' && i <= 'z')
                    || (i >= 'A' && i <= 'Z')
                    || (i >= '0' && i <= '9')
                    || (i != 0 && "!#$%&'*+-.^_`|~".indexOf(i) >= 0);
            boolean value = i == '\t' || (i >= ' ' && i != 0x7F);
            alphabets[i] = (byte) ((token ? TOKEN : 0) | (value ? VALUE : 0));
        }
        return alphabets;
    }
}
