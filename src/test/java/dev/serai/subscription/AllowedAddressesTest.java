package dev.serai.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses customers may make the hub call. */
final class AllowedAddressesTest {

    private static final AllowedAddresses PUBLIC = new AllowedAddresses(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.169.254",
                "169.254.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "127.1",
                "2130706433",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1"
            })
    void refusesWhatIsNotThePublicInternet(String address) throws UnknownHostException {
        assertThat(PUBLIC.permits(InetAddress.getByName(address))).isFalse();
        assertThat(PUBLIC.permitsLiteral(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "193.0.0.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001:80b::200e",
                "2003::1"
            })
    void permitsThePublicInternet(String address) throws UnknownHostException {
        assertThat(PUBLIC.permits(InetAddress.getByName(address))).isTrue();
        assertThat(PUBLIC.permitsLiteral(address)).isTrue();
    }

    @Test
    void seesThroughAnAddressThatIsMappedAndNotUnwrapped() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        InetAddress address = Inet6Address.getByAddress("sly", mapped, -1);
        assertThat(address.getAddress()).hasSize(16);
        assertThat(PUBLIC.permits(address)).isFalse();
        assertThat(new AllowedAddresses(List.of("10.0.0.0/8")).permits(address)).isTrue();
    }

    @Test
    void permitsTheSubnetsOfTheOperatorAndNothingBesideThem() throws UnknownHostException {
        AllowedAddresses some = new AllowedAddresses(List.of("10.1.0.0/20", "::1/128"));
        assertThat(some.permits(InetAddress.getByName("10.1.15.255"))).isTrue();
        assertThat(some.permits(InetAddress.getByName("10.1.16.0"))).isFalse();
        assertThat(some.permits(InetAddress.getByName("::1"))).isTrue();
        assertThat(some.permits(InetAddress.getByName("::2"))).isFalse();
        assertThat(some.permits(InetAddress.getByName("127.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/33", "::/129", "localhost/8", "10.0.0/x"})
    void refusesASubnetThatIsNone(String subnet) {
        assertThatThrownBy(() -> new AllowedAddresses(List.of(subnet)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Allowed or not: what it means depends on who reads it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0X7F.0.0.1",
                "0177.0.0.1",
                "127.1",
                "127.0.0.01",
                "127.0.0.1.",
                "127.0.0.0x1",
                "0x",
                "1.1.1.1.1",
                "256.1.1.1",
                "example.1"
            })
    void refusesOtherWaysOfWritingAnAddress(String host) {
        assertThat(PUBLIC.permitsLiteral(host)).isFalse();
        assertThat(new AllowedAddresses(List.of("127.0.0.0/8")).permitsLiteral(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "1.example.com", "0x7f.example", "3com.com", "a1", "7f.x1"})
    void takesNamesWithNumbersInThem(String host) {
        assertThat(PUBLIC.permitsLiteral(host)).isTrue();
    }

    @Test
    void leavesNamesToTheMomentOfConnecting() {
        assertThat(PUBLIC.permitsLiteral("localhost")).isTrue();
    }
}
