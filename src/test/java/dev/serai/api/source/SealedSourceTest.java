package dev.serai.api.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.Routes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A source whose secrets were sealed with a master key that the hub does not have. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SealedSourceTest {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String OTHER = "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=";
    private static final String SECRET = "a-secret-of-some-length";

    private static SourceServer before;
    private static SourceServer hub;

    @BeforeAll
    static void start(@TempDir Path routes) {
        before = SourceServer.start(routes, "serai.master-key=" + KEY);
        before.makeRazorpay("shop", SECRET);
        before.makeRazorpay("till", SECRET);
        hub = before.another(routes, "serai.master-key=" + OTHER);
    }

    @AfterAll
    static void stop() {
        hub.close();
        before.close();
    }

    @Test
    @Order(1)
    void isShownWithWhatIsWrong() {
        JsonNode shown = hub.get("/api/v1/source/shop");
        assertThat(shown.path("state").asText()).isEqualTo("broken");
        assertThat(shown.path("fault").asText()).contains("serai.other-master-keys");
        assertThat(shown.path("hasSecret").asBoolean()).isTrue();
        assertThat(shown.path("secretMasked").asText()).isEqualTo("****");
        assertThat(hub.get("/api/v1/source").path("data").findValuesAsText("name"))
                .containsExactly("shop", "till");
        assertThat(hub.http().bean(Routes.class).status())
                .as("what health is made of")
                .filteredOn(route -> route.id().equals("shop"))
                .singleElement()
                .extracting(RouteStatus::started, RouteStatus::fault)
                .containsExactly(false, shown.path("fault").asText());
    }

    @Test
    @Order(2)
    void isAskedForLater() {
        assertThat(hub.razorpay("shop", SECRET, "e1").statusCode()).isEqualTo(503);
        assertThat(before.razorpay("shop", SECRET, "e2").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void losesNoSecretByAChange() {
        for (String[] change :
                new String[][] {
                    {"PATCH", "", "{\"enabled\": false}"},
                    {"PATCH", "", "{\"previousSecret\": \"the-secret-before-it\"}"},
                    {"POST", "/secret/rotate", "{\"secret\": \"the-secret-after-it\"}"}
                }) {
            JsonNode problem =
                    hub.call(409, change[0], "/api/v1/source/shop" + change[1], change[2]);
            assertThat(problem.path("detail").asText()).contains("PUT the source");
        }
        hub.call(422, "PUT", "/api/v1/source/shop", "{\"connector\": \"razorpay\"}");
        assertThat(before.razorpay("shop", SECRET, "e3").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void isMendedByItsSecret() {
        String body = "{\"connector\": \"razorpay\", \"secret\": \"" + SECRET + "\"}";
        JsonNode put = hub.call(200, "PUT", "/api/v1/source/shop", body);
        assertThat(put.path("state").asText()).isEqualTo("started");
        assertThat(put.has("fault")).isFalse();
        assertThat(hub.razorpay("shop", SECRET, "e4").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(5)
    void canBeDeleted() {
        hub.call(204, "DELETE", "/api/v1/source/till", "");
        assertThat(hub.razorpay("till", SECRET, "e5").statusCode()).isEqualTo(404);
        assertThat(hub.http().bean(Routes.class).status())
                .noneMatch(route -> route.id().equals("till"));
    }
}
