package dev.serai.route.door;

import dev.serai.ingress.InFlight;
import dev.serai.ingress.Ingress;
import dev.serai.ingress.IngressLimits;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Wires the front door. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

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
    SampleAnswers sampleAnswers() {
        return new SampleAnswers();
    }

    @Bean
    FilterRegistrationBean<PlainPaths> plainPaths() {
        FilterRegistrationBean<PlainPaths> registration =
                new FilterRegistrationBean<>(new PlainPaths());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean("platform-http-component")
    FrontDoorComponent frontDoorComponent(FrontDoor door) {
        return new FrontDoorComponent(door);
    }

    @Bean
    CamelContextConfiguration bodiesAsJson() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                ReadJson.in(context);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // The routes come later, when the whole hub is ready for them.
            }
        };
    }
}
