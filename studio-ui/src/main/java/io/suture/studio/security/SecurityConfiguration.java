package io.suture.studio.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.suture.db.Database;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;

/// Three gates: the API and the metrics by bearer tokens, health for everybody, the screens by session. What none
/// of them names is refused.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
    /// Vaadin's client starts from an inline script and evaluates what its server sends; the rest stays at home.
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
            + " frame-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'";

    @Bean
    PeopleStore peopleStore(Database database) {
        return new PeopleStore(database);
    }

    @Bean
    TokenStore tokenStore(Database database) {
        return new TokenStore(database);
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, ApiTokens tokens) {
        return stateless(http.securityMatcher("/api/**"), tokens)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/api/v1/openapi.json")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain actuator(HttpSecurity http, ApiTokens tokens) {
        return stateless(http.securityMatcher("/actuator/**"), tokens)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .hasRole(Right.OPERATE.name())
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /// The FHIR store has a gate of its own before this one: its token.
    @Bean
    @Order(3)
    SecurityFilterChain fhir(HttpSecurity http) {
        return http.securityMatcher("/fhir", "/fhir/**")
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(10)
    SecurityFilterChain screens(HttpSecurity http) {
        return http.authorizeHttpRequests(
                        requests -> requests.requestMatchers("/theme/**", "/schemas/**", "/favicon.ico")
                                .permitAll())
                .headers(headers -> headers.withObjectPostProcessor(atOnce())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .referrerPolicy(Customizer.withDefaults())
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(), microphone=(), geolocation=(), usb=()")))
                .with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.loginView("/login"))
                .formLogin(form -> form.failureHandler(SecurityConfiguration::refused))
                .build();
    }

    /// Vaadin's pages are forwarded and finished before Spring would write its headers, so it writes them first.
    private static ObjectPostProcessor<HeaderWriterFilter> atOnce() {
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends HeaderWriterFilter> T postProcess(T filter) {
                filter.setShouldWriteHeadersEagerly(true);
                return filter;
            }
        };
    }

    private static HttpSecurity stateless(HttpSecurity http, ApiTokens tokens) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilterBefore(new BearerFilter(tokens), UsernamePasswordAuthenticationFilter.class)
                .exceptionHandling(answers -> answers.authenticationEntryPoint((request, response, nobody) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            ProblemAnswers.write(
                                    response,
                                    HttpStatus.UNAUTHORIZED,
                                    "Send a valid token: Authorization: Bearer and the token.");
                        })
                        .accessDeniedHandler((request, response, denied) -> ProblemAnswers.write(
                                response, HttpStatus.FORBIDDEN, "The token lacks the right for this.")));
    }

    private static void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        response.sendRedirect(
                request.getContextPath() + (why instanceof LockedException ? "/login?locked" : "/login?error"));
    }
}
