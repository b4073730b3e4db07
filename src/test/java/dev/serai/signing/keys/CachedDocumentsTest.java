package dev.serai.signing.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.signing.keys.Documents.Unavailable;
import dev.serai.signing.keys.Documents.Wanted;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CachedDocumentsTest {

    private static final Wanted ONE = wanted(1);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2027-01-01T00:00:00Z"));
    private final AtomicInteger fetched = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();
    private final Documents documents = new CachedDocuments(this::fetch, now::get);

    @Test
    void keepsADocumentForAsLongAsItIsWanted() throws Unavailable {
        assertThat(text(ONE, Documents.LIFETIME)).isEqualTo("1");
        later(Duration.ofMinutes(59));
        assertThat(text(ONE, Documents.LIFETIME)).isEqualTo("1");
        assertThat(text(ONE, Duration.ofMinutes(1))).isEqualTo("2");
        later(Duration.ofMinutes(61));
        assertThat(text(ONE, Documents.LIFETIME)).isEqualTo("3");
    }

    @Test
    void makesDoForADayWithWhatItHas() throws Unavailable {
        assertThat(text(ONE, Documents.LIFETIME)).isEqualTo("1");
        away.set(true);
        later(Duration.ofHours(23));
        assertThat(text(ONE, Documents.LIFETIME)).isEqualTo("1");
        later(Duration.ofHours(2));
        assertThatThrownBy(() -> text(ONE, Documents.LIFETIME)).isInstanceOf(Unavailable.class);
        away.set(false);
        later(Duration.ofSeconds(11));
        assertThat(text(ONE, Documents.LIFETIME)).isEqualTo("4");
    }

    @Test
    void doesNotAskAgainAtOnceWhereItGotNothing() {
        away.set(true);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> text(ONE, Documents.LIFETIME)).hasMessageContaining("away");
        }
        assertThat(fetched).hasValue(1);
    }

    @Test
    void fetchesNoMoreThanABoundedNumberAMinute() throws Unavailable {
        for (int i = 0; i < CachedDocuments.FETCHES_PER_MINUTE_MAX; i++) {
            text(wanted(i), Documents.LIFETIME);
        }
        assertThatThrownBy(() -> text(wanted(1000), Documents.LIFETIME))
                .hasMessageContaining("Too many");
        assertThat(text(wanted(3), Documents.LIFETIME)).isEqualTo("4");
        later(Duration.ofSeconds(61));
        assertThat(text(wanted(1000), Documents.LIFETIME)).isEqualTo("31");
    }

    @Test
    void keepsABoundedNumber() throws Unavailable {
        for (int i = 0; i <= CachedDocuments.DOCUMENTS_MAX; i++) {
            later(Duration.ofSeconds(3));
            text(wanted(i), Documents.LIFETIME);
        }
        int before = fetched.get();
        text(wanted(CachedDocuments.DOCUMENTS_MAX), Documents.LIFETIME);
        assertThat(fetched).hasValue(before);
        text(wanted(0), Documents.LIFETIME);
        assertThat(fetched).hasValue(before + 1);
    }

    @Test
    void keepsWhatItHasWhenStrangersNameWhatNobodyHas() throws Unavailable {
        assertThat(text(ONE, Documents.LIFETIME)).isEqualTo("1");
        away.set(true);
        for (int i = 2; i < 2 + 2 * CachedDocuments.DOCUMENTS_MAX; i++) {
            later(Duration.ofSeconds(3));
            Wanted nowhere = wanted(i);
            assertThatThrownBy(() -> text(nowhere, Documents.LIFETIME))
                    .isInstanceOf(Unavailable.class);
        }
        assertThat(text(ONE, Documents.LIFETIME)).isEqualTo("1");
        later(Duration.ofHours(2));
        assertThat(text(ONE, Documents.LIFETIME)).isEqualTo("1");
    }

    @Test
    void goesOverHttpsOnly() {
        assertThatThrownBy(
                        () ->
                                new HttpsDocuments()
                                        .fetch(
                                                Wanted.at(URI.create("http://127.0.0.1/keys")),
                                                Duration.ZERO))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("https only");
    }

    private byte[] fetch(Wanted wanted, Duration ageMax) throws Unavailable {
        int number = fetched.incrementAndGet();
        if (away.get()) {
            throw new Unavailable("away");
        }
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private String text(Wanted wanted, Duration ageMax) throws Unavailable {
        return new String(documents.fetch(wanted, ageMax), StandardCharsets.UTF_8);
    }

    private void later(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }

    private static Wanted wanted(int number) {
        return Wanted.at(URI.create("https://keys.example.com/" + number));
    }
}
