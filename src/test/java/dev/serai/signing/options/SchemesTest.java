package dev.serai.signing.options;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.TestKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a scheme is told when it is read, not when a webhook comes. */
public class SchemesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "scheme=none;a scheme is",
                "signed={body};signature is missing",
                "signature=X-Signature;a place is header:NAME",
                "signature=header:;a place is header:NAME",
                "signature=json:value;json:/name",
                "signature=json:/a/*/b/*/c;one *",
                "signature=header:a,signed={bodies};not {bodies}",
                "signature=header:a,signed={headers:X-};not {headers:X-}",
                "signature=header:a,signed={ts}.{body};no timestamp is named",
                "signature=header:a,signed={secret}{body};the scheme hash",
                "scheme=hash,signature=header:a;the scheme hash",
                "scheme=hash,signature=header:a,signed={secret}{body},key=hex;no use for key",
                "signature=header:a,prefix=x,pair=v1;only one of",
                "signature=header:a,separator=x;no use for separator",
                "signature=header:a,tolerance=5m;no use for tolerance",
                "signature=header:a,transform=basic;no use for transform",
                "signature=header:a,timestamp=header:t,tolerance=soon;tolerance is a duration",
                "signature=header:a,timestamp=header:t,timestampUnit=us;a time unit is",
                "signature=header:a,timestamp=t;a place is",
                "signature=header:a,timestamp=query:t;timestamp is header:NAME",
                "signature=repeated:a,pair=v1,timestamp=pair:t;in one header",
                "signature=json:/sig;cannot sign the whole body",
                "signature=header:a,algorithm=md5;an algorithm is",
                "signature=header:a,encoding=base32;an encoding is",
                "signature=header:a,key=spki;the key of an hmac",
                "scheme=rsa,signature=header:a,key=whpk;keys of ed25519",
                "scheme=ed25519,signature=header:a,algorithm=sha256;no use for algorithm",
                "scheme=token,signature=header:a,signed={body};no use for signed",
                "scheme=token,signature=header:a,transform=rot13;a transform is",
            })
    void refusesOptionsThatAreWrongOrOfNoUse(String options, String message) {
        assertThatThrownBy(() -> Schemes.read(options(options), TestKeys.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "signature=header:a,key=hex;no-hexadecimals",
                "signature=header:a,key=whsec;whsec_no-base64!",
                "scheme=ed25519,signature=header:a,key=hex-ed25519;00ff",
                "scheme=ed25519,signature=header:a,key=whpk;whpk_AAAA",
                "scheme=rsa,signature=header:a;bm8ga2V5IGF0IGFsbA==",
                "scheme=token,signature=header:a,transform=basic;nobody"
            })
    void refusesASecretThatIsNoKeyWithoutShowingIt(String options, String secret) {
        Scheme scheme = Schemes.read(options(options), TestKeys.NONE);
        assertThatThrownBy(() -> scheme.with(List.of(Secret.of(secret))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(secret);
    }

    @Test
    void refusesToGoWithoutASecret() {
        assertThatThrownBy(
                        () ->
                                Schemes.read(Map.of("signature", "header:a"), TestKeys.NONE)
                                        .with(List.of()))
                .hasMessageContaining("no secret");
        assertThatThrownBy(
                        () ->
                                Schemes.read(
                                                Map.of("scheme", "token", "signature", "header:a"),
                                                TestKeys.NONE)
                                        .with(List.of()))
                .hasMessageContaining("no secret");
    }

    public static Map<String, String> options(String text) {
        Map<String, String> options = new HashMap<>();
        for (String option : text.split(",")) {
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return options;
    }
}
