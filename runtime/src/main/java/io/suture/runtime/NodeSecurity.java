package io.suture.runtime;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/// Who may ask a node: anybody on this machine for health and metrics, for all else who can read the token that
/// it wrote at its first start.
@Configuration(proxyBeanMethods = false)
class NodeSecurity {
    static final String TOKEN_FILE = "api-token";

    @Bean
    SecurityFilterChain nodeChain(HttpSecurity http, @Value("${studio.data}") Path data) throws Exception {
        String token = token(data);
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/**")
                        .permitAll()
                        .requestMatchers("/api/**")
                        .hasRole("OPERATOR")
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, failure) -> {
                    response.setHeader("WWW-Authenticate", "Bearer");
                    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                }))
                .addFilterBefore(new TokenFilter(token), UsernamePasswordAuthenticationFilter.class)
                .build();
    }

    /// Nobody signs in here: without this, a user with a generated password would be made.
    @Bean
    AuthenticationManager nobody() {
        return authentication -> authentication;
    }

    private static String token(Path data) throws IOException {
        Path file = data.resolve(TOKEN_FILE);
        if (Files.exists(file)) {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        }
        Files.createDirectories(data);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, List.of(token), StandardCharsets.US_ASCII, StandardOpenOption.TRUNCATE_EXISTING);
        return token;
    }

    private static final class TokenFilter extends OncePerRequestFilter {
        private static final String SCHEME = "Bearer ";

        private final byte[] token;

        TokenFilter(String token) {
            this.token = token.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String header = request.getHeader("Authorization");
            if (header != null
                    && header.startsWith(SCHEME)
                    && MessageDigest.isEqual(
                            token, header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.US_ASCII))) {
                SecurityContextHolder.getContext()
                        .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                                "node", "", Set.of(new SimpleGrantedAuthority("ROLE_OPERATOR"))));
            }
            chain.doFilter(request, response);
        }
    }
}
