package dev.serai.route.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.serai.route.TestHub;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.Routes;
import dev.serai.testing.ScriptedReceiver;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trap.Trap;

/** What could not be seen in a route's text is refused when Camel is about to make it. */
class GuardedContextTest {

    private static final String[] DYNAMIC = {
        "toD", "recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich"
    };

    @TempDir private static Path folder;
    private static TestHub hub;
    private static CamelContext camel;
    private static ProducerTemplate template;

    @BeforeAll
    static void start() throws Exception {
        TestHub.write(
                folder.resolve("connectors/open-source.kamelet.yaml"),
                """
                kind: Kamelet
                metadata: {name: open-source}
                spec:
                  definition:
                    properties:
                      source: {type: string}
                      value: {type: string}
                  template:
                    from:
                      uri: "platform-http:/in/{{source}}"
                      steps:
                        - to:
                            uri: kafka:t
                            parameters: {brokers: "localhost:1", clientId: "{{value}}"}
                        - setBody: {simple: "{{value}}"}
                        - to: kamelet:sink
                """);
        source("by-class", "'#class:trap.Trap'");
        source("by-bean", "'#bean:evil'");
        source("by-method", "'${bean:type:trap.Trap?method=spring}'");
        source("by-environment", "'${env:HOME}'");
        source("by-resource", "'resource:file:/etc/passwd'");
        hub =
                TestHub.start(
                        folder,
                        "serai.routes.allowed-components=direct,mock",
                        "serai.properties.region=eu",
                        "serai.secrets.shop=geheim-genug");
        camel = hub.bean(CamelContext.class);
        template = camel.createProducerTemplate();
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from("direct:toD").toD("${body}");
                        from("direct:recipientList").recipientList(body());
                        from("direct:routingSlip").routingSlip(body());
                        from("direct:dynamicRouter").dynamicRouter(header("next"));
                        from("direct:enrich").enrich().body().end();
                        from("direct:pollEnrich").pollEnrich().body().timeout(10).end();
                        from("direct:http").toD("${header.to}");
                        from("direct:loop")
                                .loopDoWhile(constant(true))
                                .copy()
                                .setHeader("turn", simple("${header.turn}1"))
                                .end();
                        from("direct:turns").loop(50_000).setHeader("x", constant(1)).end();
                        from("direct:none").to("mock:fine");
                    }
                });
    }

    private static void source(String name, String value) {
        TestHub.write(
                folder.resolve("sources/" + name + ".camel.yaml"),
                """
                - route:
                    id: %s
                    from:
                      uri: kamelet:open-source
                      parameters: {source: %s, value: %s}
                      steps:
                        - to: ingress:append
                """
                        .formatted(name, name, value));
    }

    @AfterAll
    static void stop() {
        hub.close();
        assertThat(Trap.SPRUNG).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec:id",
                "bean:trap.Trap?method=spring",
                "class:trap.Trap?method=spring",
                "language:simple:${body}",
                "ref:evil",
                "dataformat:jackson:unmarshal",
                "validator:file:/etc/passwd",
                "file:/etc",
                "seda:x",
                "stub:x",
                "kafka:t?brokers=a:1&headerFilterStrategy=#class:trap.Trap",
                "kafka:t?brokers=a:1&clientId=RAW(#class:trap.Trap)",
                "kafka:t?brokers=a:1&interceptorClasses=trap.Trap",
                "kafka:t?brokers=a:1&clientId=%23class:trap.Trap",
                "kafka:t?brokers=a:1&client%49d=%23class:trap.Trap",
                "kafka:t?brokers=a:1&clientId=a&clientId=%23class:trap.Trap",
                "kafka:t?brokers=a:1&clientId=RAW{#class:trap.Trap}",
                "kafka:t?\n  brokers=a:1\n  &clientId=\n  #class:trap.Trap",
                "kamelet:open-source?value=#class:trap.Trap",
                "kamelet:x?location=file:/tmp",
                "http://169.254.169.254/latest/meta-data",
                "http://[fe80::1]/",
                "https://metadata.google.internal/",
                "platform-http:/api/v1/x",
                "jdbc:dataSource",
                "{{property:region}}:x"
            })
    void noEndpointIsMadeThatRoutesMayNotHave(String uri) {
        for (String way : DYNAMIC) {
            Exchange done =
                    template.request(
                            "direct:" + way,
                            exchange -> {
                                exchange.getMessage().setBody(uri);
                                exchange.getMessage().setHeader("next", uri);
                            });
            assertThat(done.getException()).as(way).isNotNull();
            assertThat(rootOf(done.getException())).as(way).isInstanceOf(Refused.class);
        }
        assertThat(rootOf(catchThrowable(() -> camel.getEndpoint(uri))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void anEventCannotNameASecret() {
        for (String way : DYNAMIC) {
            Exchange done =
                    template.request(
                            "direct:" + way,
                            exchange -> {
                                String uri = "kafka:{{secret:shop}}?brokers=a:1";
                                exchange.getMessage().setBody(uri);
                                exchange.getMessage().setHeader("next", uri);
                            });
            assertThat(rootOf(done.getException()))
                    .as(way)
                    .hasMessageContaining("named by a route, not by an event");
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bean", "ref", "groovy", "spel", "csimple", "file", "xpath", "method", "js"})
    void noLanguageIsFoundThatRoutesMayNotSpeak(String name) {
        assertThatThrownBy(() -> camel.resolveLanguage(name)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${bean:type:trap.Trap?method=spring}",
                "${type:trap.Trap.SPRUNG}",
                "${body.getClass}",
                "${env:HOME}",
                "${sys.user.home}",
                "${properties:serai.secrets.shop}",
                "resource:file:/etc/passwd"
            })
    void noExpressionIsMadeThatReachesBeyondTheMessage(String text) {
        assertThatThrownBy(() -> camel.resolveLanguage("simple").createExpression(text))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> camel.resolveLanguage("simple").createPredicate(text + " == 'a'"))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{env:HOME}}",
                "{{sys:user.home}}",
                "{{bean:evil}}",
                "{{service:x}}",
                "{{user.home}}",
                "{{HOME}}",
                "{{PATH}}",
                "{{serai.secrets.shop}}",
                "{{spring.application.name}}",
                "{{test.database}}"
            })
    void noSettingIsToldThatIsNotDeclared(String placeholder) {
        Throwable refusal =
                catchThrowable(
                        () ->
                                assertThat(camel.resolvePropertyPlaceholders(placeholder))
                                        .isEqualTo("-"));
        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage())
                .doesNotContain(System.getProperty("user.home"), "geheim-genug", "jdbc:");
    }

    @Test
    void whatIsDeclaredIsTold() {
        assertThat(camel.resolvePropertyPlaceholders("{{property:region}} {{property:x:none}}"))
                .isEqualTo("eu none");
        assertThat(camel.resolvePropertyPlaceholders("{{files}}")).endsWith("/data/files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Runtime",
                "java.io.File",
                "javax.script.ScriptEngineManager",
                "org.springframework.expression.spel.standard.SpelExpressionParser",
                "dev.serai.route.secret.Secrets"
            })
    void noClassIsFoundThatCouldDoSomething(String name) {
        assertThat(camel.getClassResolver().resolveClass(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xstream", "avro", "jaxb", "yaml-snakeyaml", "serialization"})
    void noFormatIsMadeThatMakesObjects(String name) {
        assertThatThrownBy(() -> camel.createDataFormat(name)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> camel.resolveDataFormat(name)).isInstanceOf(Refused.class);
    }

    @Test
    void beansOfYamlAreNotMadeEvenIfNobodyLookedAtThem() {
        String yaml =
                "- beans: [{name: evil, type: 'java.lang.ProcessBuilder', constructors: {0: id}}]";
        catchThrowable(
                () ->
                        PluginHelper.getRoutesLoader(camel)
                                .loadRoutes(ResourceHelper.fromString("evil.camel.yaml", yaml)));
        assertThat(camel.getRegistry().lookupByName("evil")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"by-class", "by-bean", "by-method", "by-environment", "by-resource"})
    void whatAKameletIsGivenCannotBecomeMoreThanAText(String id) {
        RouteStatus status =
                hub.bean(Routes.class).status().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        assertThat(status.started()).isFalse();
        assertThat(status.fault()).containsAnyOf("refers to a bean", "not for routes", "resource");
    }

    @Test
    void aHeaderDoesNotTurnARequestToTheMachinesMetadata() throws Exception {
        try (ScriptedReceiver server = ScriptedReceiver.playing(ScriptedReceiver.answers(200))) {
            assertThat(call(server.url(), server.url()).getException()).isNull();
            assertThat(server.received()).hasSize(1);
            Exchange turned = call(server.url(), "http://169.254.169.254/latest/meta-data");
            assertThat(turned.getException()).hasMessageContaining("metadata");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void aProxyIsNotTheMachinesMetadata() throws Exception {
        try (ScriptedReceiver server = ScriptedReceiver.playing(ScriptedReceiver.answers(200))) {
            Exchange turned =
                    call(
                            server.url() + "?proxyHost=169.254.169.254&proxyPort=80",
                            server.url().toString());
            assertThat(turned.getException()).hasMessageContaining("metadata");
        }
    }

    @Test
    void aLoopThatDoesNotEndIsEnded() {
        Exchange endless = template.request("direct:loop", exchange -> {});
        assertThat(endless.getException())
                .isInstanceOf(Refused.class)
                .hasMessageContaining("100000");
        assertThat(template.request("direct:turns", exchange -> {}).getException()).isNull();
    }

    private static Exchange call(String endpoint, String header) {
        return template.request(
                "direct:http",
                exchange -> {
                    exchange.getMessage().setHeader("to", endpoint);
                    exchange.getMessage().setHeader(Exchange.HTTP_URI, header);
                });
    }

    @Test
    void whatRoutesMayHaveIsMade() {
        assertThat(camel.getEndpoint("kafka:t?brokers=a:1&lingerMs=5")).isNotNull();
        assertThat(camel.getEndpoint("log:shop?level=INFO")).isNotNull();
        assertThat(camel.getEndpoint("https://example.com/x?httpMethod=POST")).isNotNull();
        assertThat(camel.resolveLanguage("jq")).isNotNull();
        assertThat(camel.createDataFormat("jackson")).isNotNull();
        Exchange done =
                template.request(
                        "direct:toD", exchange -> exchange.getMessage().setBody("mock:fine"));
        assertThat(done.getException()).isNull();
    }
}
