package dev.rookery.host.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which addresses plugins may have connections to: those that are public, and those that the operator allows. Public
 * means globally reachable unicast by the registries of IANA for special purposes (RFC 6890 and what amended it), as of
 * November 2026. An address that carries one of IPv4 (mapped, RFC 4291; NAT64, RFC 6052) is as good as that.
 *
 * @param allowed besides the public ones
 */
record ReachableAddresses(List<AddressRange> allowed) implements Predicate<InetAddress> {

    private static final List<AddressRange> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared by carriers
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local, where clouds tell secrets
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/3", // multicast, reserved, broadcast
                    "2001::/23", // protocol assignments, Teredo among them
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "3fff::/20") // documentation
            .map(AddressRange::parse)
            .toList();

    /** All that is handed out of IPv6 as globally reachable unicast. */
    private static final AddressRange UNICAST = AddressRange.parse("2000::/3");

    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    ReachableAddresses {
        allowed = List.copyOf(allowed);
    }

    @Override
    public boolean test(InetAddress address) {
        InetAddress meant = meant(address);
        return isIn(allowed, address) || isIn(allowed, meant) || isPublic(meant);
    }

    private static boolean isPublic(InetAddress address) {
        boolean unicast = address.getAddress().length == IPV4_BYTES || UNICAST.contains(address);
        return unicast && !isIn(NOT_PUBLIC, address);
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** The IPv4 address that an IPv6 address carries, if it does. */
    private static InetAddress meant(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != IPV6_BYTES || !(NAT64.contains(address) || isMapped(bytes))) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** ::ffff:0:0/96, which Java mostly turns into IPv4 by itself. */
    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }
}
