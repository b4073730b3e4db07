package dev.serai.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.edit.FollowFiles;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are saved as editors save them, not in one moment. */
class FollowedFilesTest {

    @TempDir private Path folder;

    @Test
    void aFileThatIsGoneForAMomentTakesNothingWithIt() throws IOException {
        TestHub.shippedRoutes(folder);
        try (TestHub hub = TestHub.start(folder)) {
            // From here on the test looks, not the timer.
            hub.bean(LoadRoutes.class).close();
            FollowFiles files = hub.bean(FollowFiles.class);
            Path shop = folder.resolve("sources/shop.camel.yaml");
            Path aside = folder.resolve("sources/shop.camel.yaml~");
            save(shop, source(""));
            assertThat(files.look()).isTrue();
            assertThat(post(hub)).isEqualTo(401);

            Files.move(shop, aside);
            files.look();
            assertThat(post(hub)).isEqualTo(401);
            save(shop, source("rate: 9"));
            files.look();
            files.look();
            assertThat(post(hub)).isEqualTo(401);
            assertThat(files.look()).isFalse();

            Files.delete(shop);
            files.look();
            files.look();
            assertThat(post(hub)).isEqualTo(404);
            Files.move(aside, shop);
            files.look();
            assertThat(post(hub)).isEqualTo(401);
        }
    }

    /** As if it had been saved some time ago: it may be new, but nobody writes it any more. */
    private static void save(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofSeconds(1))));
    }

    private static int post(TestHub hub) {
        Sender sender = new Sender(hub);
        return sender.send(sender.to("/in/shop").POST(BodyPublishers.ofString("{}"))).statusCode();
    }

    private static String source(String more) {
        return """
        - route:
            id: shop
            from:
              uri: kamelet:razorpay-source
              parameters: {source: shop, secret: "{{secret:razorpay}}"%s}
              steps:
                - to: ingress:append
        """
                .formatted(more.isEmpty() ? "" : ", " + more);
    }
}
