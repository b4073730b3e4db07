package dev.serai.api.error;

import org.apache.catalina.Container;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Sets up the server around the API: the limit of bodies, and its own errors as problems. */
@Configuration(proxyBeanMethods = false)
final class ServerConfiguration {

    /**
     * Behind the security filter chain: who may not call shall not learn about limits. Before what
     * reads bodies.
     */
    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit() {
        FilterRegistrationBean<BodyLimit> registration =
                new FilterRegistrationBean<>(new BodyLimit());
        registration.addUrlPatterns("/api/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        return registration;
    }

    /** Comes after Boot's own customizer, hence nearer to the error than Boot's valve. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerProblems() {
        return server ->
                server.addContextCustomizers(context -> reportProblems(context.getParent()));
    }

    private static void reportProblems(Container parent) {
        if (parent instanceof StandardHost host) {
            // Or the host would add Tomcat's valve behind ours.
            host.setErrorReportValveClass("");
        }
        parent.getPipeline().addValve(new ContainerProblems());
    }
}
