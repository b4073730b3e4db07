package dev.serai.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * Secrets in the database: sealed, bound to their row, and still readable after a change of key.
 */
final class SealTest {

    private static final Map<String, String> TEXTS = Map.of("key", "s3cr3t");
    private final String first = key();
    private final String second = key();

    @Test
    void sealsForOneRowOnly() {
        Seal seal = seal(first);
        String column = seal.write("a", TEXTS);
        assertThat(column).startsWith(seal.currentPrefix()).doesNotContain("s3cr3t");
        assertThat(seal.read("a", column)).isEqualTo(TEXTS);
        assertThatThrownBy(() -> seal.read("b", column)).isInstanceOf(Seal.Unreadable.class);
        assertThat(seal.write("a", TEXTS)).isNotEqualTo(column);
    }

    @Test
    void opensWithAnOtherKeyWhatWasSealedBeforeTheChange() {
        String column = seal(first).write("a", TEXTS);
        Seal changed = seal(second, first);
        assertThat(changed.read("a", column)).isEqualTo(TEXTS);
        assertThat(column).doesNotStartWith(changed.currentPrefix());
        assertThat(seal(second).read("a", changed.write("a", TEXTS))).isEqualTo(TEXTS);
        assertThatThrownBy(() -> seal(second).read("a", column))
                .isInstanceOf(Seal.Unreadable.class)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void isPlainWithoutAKeyAndReadsThatWithOneToo() {
        String column = seal("").write("a", TEXTS);
        assertThat(column).isEqualTo("plain:{\"key\":\"s3cr3t\"}");
        assertThat(seal(first).read("a", column)).isEqualTo(TEXTS);
    }

    @Test
    void readsWhatWasSealedByTheMasterKeyItself() throws Exception {
        byte[] nonce = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Base64.getDecoder().decode(first), "AES"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD("a".getBytes());
        byte[] text = cipher.doFinal("{\"key\":\"s3cr3t\"}".getBytes());
        byte[] both = new byte[nonce.length + text.length];
        System.arraycopy(text, 0, both, nonce.length, text.length);
        String column = "aes-gcm:" + Base64.getEncoder().encodeToString(both);
        assertThat(seal(second, first).read("a", column)).isEqualTo(TEXTS);
    }

    @Test
    void refusesAKeyThatIsNoneWithoutTellingIt() {
        assertThatThrownBy(() -> seal("not/a/key"))
                .hasMessageContaining("serai.master-key")
                .hasMessageNotContaining("not/a")
                .hasNoCause();
        assertThat(new SealProperties(first, List.of(second)).toString())
                .doesNotContain(first, second);
    }

    private static Seal seal(String key, String... others) {
        return new Seal(key, List.of(others), new SecureRandom());
    }

    private static String key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
