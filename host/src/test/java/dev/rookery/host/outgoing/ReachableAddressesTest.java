package dev.rookery.host.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableAddressesTest {

    private static boolean reaches(String address, String... allowed) throws UnknownHostException {
        return new ReachableAddresses(
                        Arrays.stream(allowed).map(AddressRange::parse).toList())
                .test(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2400:3200::1",
                "64:ff9b::101:101",
                "::ffff:1.1.1.1"
            })
    void publicAddressesAreReached(String address) throws UnknownHostException {
        assertThat(reaches(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void allOthersAreNot(String address) throws UnknownHostException {
        assertThat(reaches(address)).isFalse();
    }

    @Test
    void aMappedAddressIsWhatItCarries() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        InetAddress address = java.net.Inet6Address.getByAddress(null, mapped, -1);
        assertThat(new ReachableAddresses(List.of()).test(address)).isFalse();
    }

    @Test
    void theOperatorAllowsAddressesAndRanges() throws UnknownHostException {
        assertThat(reaches("127.0.0.1", "127.0.0.1")).isTrue();
        assertThat(reaches("127.0.0.2", "127.0.0.1")).isFalse();
        assertThat(reaches("10.9.8.7", "10.0.0.0/8")).isTrue();
        assertThat(reaches("11.9.8.7", "10.0.0.0/8")).isTrue();
        assertThat(reaches("192.168.1.1", "10.0.0.0/8")).isFalse();
        assertThat(reaches("::1", "::1")).isTrue();
        assertThat(reaches("fd12::1", "fd00::/8")).isTrue();
        assertThat(reaches("64:ff9b::a00:1", "10.0.0.0/8")).isTrue();
        assertThat(reaches("127.0.0.1", "0.0.0.0/0")).isTrue();
        assertThat(reaches("::1", "0.0.0.0/0")).isFalse();
        assertThat(reaches("::1", "::/0")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "1/2/3",
                "::/129",
                "10.0.0.256"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: an address");
    }
}
