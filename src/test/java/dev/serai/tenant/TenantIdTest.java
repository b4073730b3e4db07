package dev.serai.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tenants and projects may be named. */
class TenantIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "default", "Org_1.eu-WEST", "0"})
    void takesLettersDigitsDotsDashesAndUnderscores(String text) {
        assertThat(new TenantId(text).value()).isEqualTo(text);
        assertThat(new ProjectId(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\n", "a:b", "@", "[", "`", "{"})
    void takesNothingElse(String text) {
        assertThatThrownBy(() -> new TenantId(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProjectId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNoLongerThanItMayBe() {
        assertThat(new TenantId("a".repeat(64)).value()).hasSize(64);
        assertThat(new ProjectId("a".repeat(256)).value()).hasSize(256);
        assertThatThrownBy(() -> new TenantId("a".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProjectId("a".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
