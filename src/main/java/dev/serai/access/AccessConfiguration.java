package dev.serai.access;

import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** Wires the keys and the one filter chain that every request goes through. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties(AccessProperties.class)
final class AccessConfiguration {

    @Bean
    RootKey rootKey(AccessProperties properties, RandomGenerator random) {
        if (!properties.apiKey().isBlank()) {
            return new RootKey(properties.apiKey().strip());
        }
        if (!properties.embedded()) {
            throw new MissingApiKey();
        }
        return new RootKeyFile(Path.of(properties.dataDir()), random).key();
    }

    /** Being the authentication manager, it keeps Boot from making a user with a password. */
    @Bean
    KeyAuthentication keyAuthentication(
            RootKey rootKey, AccessProperties properties, PortalTokens portals) {
        String viewer = properties.viewerKey().strip();
        return new KeyAuthentication(
                rootKey, viewer.isEmpty() ? null : new RootKey(viewer), portals);
    }

    @Bean
    PortalTokens portalTokens(ObjectProvider<JdbcClient> jdbc, RandomGenerator random) {
        return new PostgresPortalTokens(jdbc::getObject, random);
    }

    /** The paths are checked as ever; methods and headers are for those who answer to judge. */
    @Bean
    StrictHttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    @Bean
    SecurityFilterChain filterChain(
            HttpSecurity http, KeyAuthentication keys, Environment environment) throws Exception {
        Paths paths = new Paths(environment);
        Refusals refusals = new Refusals(paths);
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authenticationManager(keys)
                .addFilterBefore(keyFilter(keys, paths, refusals), AuthorizationFilter.class)
                .authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(
                                                DispatcherType.ERROR,
                                                DispatcherType.INCLUDE,
                                                DispatcherType.ASYNC)
                                        .permitAll()
                                        .requestMatchers(paths::open)
                                        .permitAll()
                                        .requestMatchers(paths::needKey)
                                        .access(AccessConfiguration::decide)
                                        .anyRequest()
                                        .denyAll())
                .exceptionHandling(
                        errors ->
                                errors.authenticationEntryPoint(refusals)
                                        .accessDeniedHandler(refusals))
                .headers(AccessConfiguration::headers)
                .build();
    }

    private static AuthenticationFilter keyFilter(
            KeyAuthentication keys, Paths paths, Refusals refusals) {
        AuthenticationFilter filter = new AuthenticationFilter(keys, keys);
        filter.setRequestMatcher(paths::needKey);
        filter.setSuccessHandler((request, response, caller) -> {});
        AuthenticationEntryPointFailureHandler failed =
                new AuthenticationEntryPointFailureHandler(refusals);
        failed.setRethrowAuthenticationServiceException(false);
        filter.setFailureHandler(failed);
        return filter;
    }

    private static AuthorizationDecision decide(
            Supplier<Authentication> who, RequestAuthorizationContext context) {
        return new AuthorizationDecision(
                who.get() != null
                        && who.get().getPrincipal() instanceof Caller caller
                        && Permissions.permits(caller, context.getRequest()));
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .xssProtection(HeadersConfigurer.XXssConfig::disable)
                .contentSecurityPolicy(
                        policy ->
                                policy.policyDirectives(
                                        "default-src 'none'; frame-ancestors 'none'"))
                .addHeaderWriter(
                        new DelegatingRequestMatcherHeaderWriter(
                                Paths::api,
                                new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-store")));
    }
}
