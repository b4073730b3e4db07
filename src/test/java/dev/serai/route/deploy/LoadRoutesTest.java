package dev.serai.route.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.route.edit.FollowFiles;
import dev.serai.route.version.RouteKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broken file stops neither the others nor the hub. */
class LoadRoutesTest {

    @TempDir private Path folder;
    private TestHub hub;

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void startsWhatItCanAndSaysWhatIsWrongWithTheRest() {
        TestHub.shippedRoutes(folder);
        source("garbled", "- route: [\n");
        source("unknown-step", route("unknown-step", "razorpay-source", "secret: s", "tooo: x"));
        source("unknown-kamelet", route("unknown-kamelet", "nobody-source", "secret: s", ""));
        source("no-secret", route("no-secret", "razorpay-source", "rate: 1", ""));
        source(
                "no-such-secret",
                route("no-such-secret", "razorpay-source", "secret: '{{secret:x-y}}'", ""));
        source(
                "unknown-option",
                route("unknown-option", "razorpay-source", "secret: s, sekret: t", ""));
        source(
                "bad-enum",
                route(
                        "bad-enum",
                        "webhook-source",
                        "secret: s, signature: header:X, scheme: md5",
                        ""));
        source(
                "bad-name",
                route("bad-name", "razorpay-source", "secret: s", "")
                        .replace("source: bad-name", "source: Bad/Name"));
        source(
                "no-project",
                route("no-project", "razorpay-source", "secret: s, project: nobody", ""));
        source(
                "bad-jq",
                route(
                        "bad-jq",
                        "webhook-source",
                        "secret: s, signature: header:X, type: '.a ||| b'",
                        ""));
        source("other-id", route("another", "razorpay-source", "secret: s", ""));
        source(
                "two",
                route("two", "razorpay-source", "secret: s", "")
                        + route("three", "razorpay-source", "secret: s", ""));
        source(
                "bad-key",
                route(
                        "bad-key",
                        "webhook-source",
                        "secret: geheim-gehalten, signature: header:X, key: hex",
                        ""));
        source("fine", route("fine", "razorpay-source", "secret: s", ""));
        TestHub.write(
                folder.resolve("connectors/misnamed.kamelet.yaml"),
                "kind: Kamelet\nmetadata: {name: other}\n");
        hub = TestHub.start(folder);

        Map<String, RouteStatus> status =
                hub.bean(Routes.class).status().stream()
                        .collect(Collectors.toMap(RouteStatus::id, one -> one));
        assertThat(status.get("razorpay").started()).isTrue();
        assertThat(status.get("fine").started()).isTrue();
        assertThat(status.get("fine").fault()).isEmpty();
        assertFault(status, "garbled", "line");
        assertFault(status, "unknown-step", "tooo");
        assertFault(status, "unknown-kamelet", "there is no connector \"nobody-source\"");
        assertFault(status, "no-secret", "requires the parameter secret");
        assertFault(status, "no-such-secret", "SERAI_SECRETS_X_Y");
        assertFault(status, "unknown-option", "has no parameter sekret");
        assertFault(status, "bad-enum", "scheme is one of");
        assertFault(status, "bad-name", "source must match");
        assertFault(status, "no-project", "there is no project \"nobody\"");
        assertFault(status, "bad-jq", "|||");
        assertFault(status, "other-id", "\"another\"");
        assertFault(status, "two", "one route, not 2");
        assertFault(status, "bad-key", "HEX");
        assertThat(status.get("bad-key").fault()).doesNotContain("geheim");
        assertFault(status, "misnamed", "\"other\"");

        Sender sender = new Sender(hub);
        assertThat(sender.send(sender.razorpay("{\"event\":\"a.b\"}", "")).statusCode())
                .isEqualTo(200);
        for (String broken : new String[] {"garbled", "no-such-secret", "bad-jq", "two"}) {
            var answer =
                    sender.send(sender.to("/in/" + broken).POST(BodyPublishers.ofString("{}")));
            assertThat(answer.statusCode()).as(broken).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static void assertFault(Map<String, RouteStatus> status, String id, String fault) {
        assertThat(status.get(id).started()).as(id).isFalse();
        assertThat(status.get(id).fault()).as(id).contains(fault);
    }

    @Test
    void triesAgainWhatFailed() {
        TestHub.shippedRoutes(folder);
        source("later", route("later", "razorpay-source", "secret: s", "process: {ref: notYet}"));
        hub = TestHub.start(folder, "serai.routes.allowed-beans=notYet");
        assertThat(statusOf("later").started()).isFalse();
        int routes = hub.bean(CamelContext.class).getRoutesSize();
        hub.bean(FollowFiles.class).tryAgain();
        assertThat(hub.bean(CamelContext.class).getRoutesSize()).isEqualTo(routes);
        hub.bean(CamelContext.class)
                .getRegistry()
                .bind("notYet", (org.apache.camel.Processor) exchange -> {});
        hub.bean(FollowFiles.class).tryAgain();
        assertThat(statusOf("later").started()).isTrue();
        Sender sender = new Sender(hub);
        assertThat(sender.send(sender.to("/in/later")).statusCode()).isEqualTo(405);
        assertThat(hub.bean(CamelContext.class).getRoutesSize()).isEqualTo(routes + 2);
    }

    @Test
    void takesAFileOutOfUseWithAllThatCameWithIt() throws Exception {
        TestHub.shippedRoutes(folder);
        hub = TestHub.start(folder);
        CamelContext context = hub.bean(CamelContext.class);
        Sender sender = new Sender(hub);
        String text = java.nio.file.Files.readString(folder.resolve("sources/razorpay.camel.yaml"));
        RouteFile file = new RouteFile(RouteKind.SOURCE, "razorpay.camel.yaml", text);
        Deployment deployment = hub.bean(Deployment.class);
        for (int i = 0; i < 3; i++) {
            deployment.undeploy(file);
            assertThat(context.getRoutesSize()).isZero();
            assertThat(sender.send(sender.razorpay("{}", "")).statusCode()).isEqualTo(404);
            deployment.deploy(file);
            assertThat(sender.send(sender.razorpay("{}", "")).statusCode()).isEqualTo(200);
            assertThat(context.getRoutesSize()).isEqualTo(2);
        }
    }

    private RouteStatus statusOf(String id) {
        return hub.bean(Routes.class).status().stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void source(String name, String yaml) {
        TestHub.write(folder.resolve("sources/" + name + ".camel.yaml"), yaml);
    }

    private static String route(String id, String kamelet, String parameters, String step) {
        String before = step.isEmpty() ? "" : "- " + step + "\n        ";
        return """
        - route:
            id: %s
            from:
              uri: kamelet:%s
              parameters:
                source: %s
                %s
              steps:
                %s- to: ingress:append
        """
                .formatted(id, kamelet, id, parameters.replace(", ", "\n        "), before);
    }
}
