package dev.serai.ops.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;

class KnownKeysTest {

    private final KnownKeys known = KnownKeys.of(List.of(Shop.class));

    @ConfigurationProperties("serai.shop")
    record Shop(
            String openFrom,
            int seatsMax,
            Map<String, String> prices,
            List<String> rooms,
            Bar bar) {

        record Bar(int stools) {}
    }

    @Test
    void holdsWhatARecordDeclaresInAnySpelling() {
        assertThat(known.hold("serai.shop.open-from")).isTrue();
        assertThat(known.hold("serai.shop.openFrom")).isTrue();
        assertThat(known.hold("serai.shop.bar.stools")).isTrue();
        assertThat(known.hold("serai.shop.prices.tea-pot")).isTrue();
        assertThat(known.hold("serai.shop.rooms[0]")).isTrue();
        assertThat(known.hold("serai.shop.rooms")).isTrue();
    }

    @Test
    void holdsNothingElse() {
        assertThat(known.hold("serai.shop")).isFalse();
        assertThat(known.hold("serai.shop.open")).isFalse();
        assertThat(known.hold("serai.shop.bar")).isFalse();
        assertThat(known.hold("serai.shop.bar.stools.high")).isFalse();
    }

    @Test
    void holdsTheVariablesOfItsKeysWithAndWithoutTheirDashes() {
        assertThat(known.holdVariable("SERAI_SHOP_OPEN_FROM")).isTrue();
        assertThat(known.holdVariable("SERAI_SHOP_OPENFROM")).isTrue();
        assertThat(known.holdVariable("SERAI_SHOP_PRICES_TEA_POT")).isTrue();
        assertThat(known.holdVariable("SERAI_SHOP_ROOMS_0")).isTrue();
        assertThat(known.holdVariable("SERAI_SHOP_OPEN")).isFalse();
    }

    @Test
    void guessesWhatWasMeant() {
        assertThat(known.closest("serai.shop.seat-max")).contains("serai.shop.seats-max");
        assertThat(known.closest("serai.something.else.entirely")).isEmpty();
    }
}
