package dev.serai.route.deploy;

import dev.serai.ingress.IngressLimits;
import dev.serai.route.check.CheckRoute;
import dev.serai.route.check.ComponentOptions;
import dev.serai.route.check.ComponentOptions.Component;
import dev.serai.route.door.FrontDoor;
import dev.serai.route.door.RunningSources;
import dev.serai.route.guard.Allowed;
import dev.serai.route.secret.OwnSecrets;
import dev.serai.route.secret.Secrets;
import dev.serai.route.sink.OutboxEndpoint;
import dev.serai.route.sink.Outlets;
import dev.serai.route.step.IngressComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/** Wires the files of routes and what is in use of them. */
@Configuration(proxyBeanMethods = false)
class DeploymentConfiguration {

    /** A Kamelet whose user is gone fails at once; by default it would wait half a minute. */
    @Bean
    ComponentCustomizer kameletsDoNotBlock() {
        return ComponentCustomizer.builder(KameletComponent.class)
                .build(component -> component.setBlock(false));
    }

    @Bean
    CamelContextConfiguration parametersOfRoutes(ObjectProvider<Deployment> deployment) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
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
    Deployment deployment(
            CamelContext context,
            FrontDoor door,
            Outlets outlets,
            OwnSecrets secrets,
            RunningSources sources,
            IngressLimits limits,
            CheckRoute check) {
        return new Deployment(
                context,
                new AdmitFile(check),
                door,
                outlets,
                secrets,
                sources,
                limits.bodyBytesMax());
    }

    /** Says what is wrong with routes, before they are put into use or to those who write them. */
    @Bean
    CheckRoute checkRoute(
            Allowed allowed,
            Secrets secrets,
            ObjectProvider<Deployment> deployment,
            ObjectProvider<RoutesInUse> inUse,
            ResourceLoader resources) {
        Component open = new Component(Map.of(), List.of(), true);
        Map<String, Component> own = new HashMap<>();
        allowed.own().forEach(name -> own.put(name, open));
        own.put("outbox", ComponentOptions.of(OutboxEndpoint.class));
        own.put("ingress", ComponentOptions.of(IngressComponent.OPTIONS));
        return new CheckRoute(
                allowed,
                new ComponentOptions(own, Objects.requireNonNull(resources.getClassLoader())),
                new WhatIsInUse(secrets, deployment, inUse));
    }

    @Bean
    RoutesInUse routesInUse(Deployment deployment, FrontDoor door, Secrets secrets) {
        return new RoutesInUse(deployment, new TellChange(door), new TellFault(secrets));
    }
}
