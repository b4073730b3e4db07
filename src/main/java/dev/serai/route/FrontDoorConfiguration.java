package dev.serai.route;

import dev.serai.ingress.InFlight;
import dev.serai.ingress.Ingress;
import dev.serai.ingress.IngressLimits;
import dev.serai.ingress.LearnedSecrets;
import dev.serai.signing.keys.KeySources;
import dev.serai.tenant.Projects;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Wires the front door, the sources' components, the secrets and the loading of the routes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RoutesProperties.class, SecretsProperties.class})
class FrontDoorConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoorConfiguration.class);

    /** What the quick start signs with; public knowledge, so never outside the embedded mode. */
    private static final Map<String, String> DEVELOPMENT_SECRETS =
            Map.of("razorpay", "razorpay-dev-secret");

    @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
    FrontDoor frontDoor() {
        return new FrontDoor();
    }

    @Bean
    ServletRegistrationBean<FrontDoorServlet> frontDoorServlet(
            FrontDoor door,
            RunningSources sources,
            Ingress ingress,
            InFlight inFlight,
            IngressLimits limits,
            InstantSource clock,
            SampleAnswers samples) {
        ServletRegistrationBean<FrontDoorServlet> registration =
                new ServletRegistrationBean<>(
                        new FrontDoorServlet(
                                door,
                                sources,
                                ingress,
                                inFlight,
                                new BodyReader(inFlight, limits.bodyBytesMax()),
                                clock,
                                samples),
                        FrontDoor.PATH + "*");
        registration.setLoadOnStartup(1);
        return registration;
    }

    @Bean
    RunningSources runningSources() {
        return new RunningSources();
    }

    @Bean
    FilterRegistrationBean<PlainPaths> plainPaths() {
        FilterRegistrationBean<PlainPaths> registration =
                new FilterRegistrationBean<>(new PlainPaths());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    KeySources keySources(InstantSource clock) {
        return KeySources.overHttps(clock);
    }

    @Bean("platform-http-component")
    FrontDoorComponent frontDoorComponent(FrontDoor door) {
        return new FrontDoorComponent(door);
    }

    @Bean("ingress-component")
    IngressComponent ingressComponent(
            Ingress ingress,
            Projects projects,
            IngressLimits limits,
            RunningSources running,
            KeySources keys,
            LearnedSecrets learned) {
        return new IngressComponent(ingress, projects, limits, running, keys, learned);
    }

    /** A Kamelet whose user is gone fails at once; by default it would wait half a minute. */
    @Bean
    ComponentCustomizer kameletsDoNotBlock() {
        return ComponentCustomizer.builder(KameletComponent.class)
                .build(component -> component.setBlock(false));
    }

    @Bean
    Secrets secrets(SecretsProperties properties, Environment environment) {
        Map<String, String> secrets = new HashMap<>();
        if (environment.getProperty("serai.database.url", "").isBlank()) {
            secrets.putAll(DEVELOPMENT_SECRETS);
        }
        secrets.putAll(properties.secrets());
        DEVELOPMENT_SECRETS.forEach(
                (name, secret) -> {
                    if (secret.equals(secrets.get(name))) {
                        LOG.warn(
                                "The secret of {} is the one of the quick start, which everybody"
                                        + " knows; set serai.secrets.{}",
                                name,
                                name);
                    }
                });
        return new Secrets(secrets);
    }

    @Bean
    CamelContextConfiguration parametersOfRoutes(
            Secrets secrets, OwnSecrets ownSecrets, ObjectProvider<Deployment> deployment) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                context.getPropertiesComponent().addPropertiesFunction(new SecretFunction(secrets));
                context.getPropertiesComponent().addPropertiesFunction(ownSecrets);
                ReadJson.in(context);
                bind(context, "kamelet", () -> deployment.getObject().kamelets().parameterNames());
                bind(context, "ingress", () -> IngressComponent.OPTIONS);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // The routes come later, when the whole hub is ready for them.
            }
        };
    }

    private static void bind(CamelContext context, String scheme, Supplier<Set<String>> names) {
        LiteralParameters parameters = new LiteralParameters(scheme, names);
        context.getRegistry().bind(scheme + "-parameters", parameters);
    }

    @Bean
    OwnSecrets ownSecrets() {
        return new OwnSecrets();
    }

    @Bean
    Deployment deployment(
            CamelContext context,
            FrontDoor door,
            OwnSecrets secrets,
            RunningSources sources,
            IngressLimits limits) {
        return new Deployment(context, door, secrets, sources, limits.bodyBytesMax());
    }

    @Bean
    RoutesInUse routesInUse(Deployment deployment, FrontDoor door, Secrets secrets) {
        return new RoutesInUse(deployment, door, secrets);
    }

    @Bean
    NamedSecrets namedSecrets(Secrets secrets) {
        return new NamedSecrets(secrets);
    }

    @Bean
    TrialSources trialSources(
            CamelContext context,
            Deployment deployment,
            Projects projects,
            KeySources keys,
            LearnedSecrets learned) {
        return new TrialSources(context, deployment, projects, keys, learned);
    }

    @Bean(destroyMethod = "close")
    LoadRoutes loadRoutes(
            RoutesProperties properties,
            FollowSources sources,
            RoutesInUse inUse,
            FrontDoor door,
            InstantSource clock) {
        FollowFiles files = new FollowFiles(new RouteFiles(properties, clock), inUse);
        return new LoadRoutes(files, sources, inUse, door);
    }

    /** Before anybody is told that the hub is ready. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ApplicationListener<ApplicationReadyEvent> loadRoutesAtStart(LoadRoutes routes) {
        return event -> routes.load();
    }

    @Bean
    StopIntake stopIntake(InFlight inFlight, LoadRoutes routes) {
        return new StopIntake(inFlight, routes);
    }
}
