package io.suture.runtime.fhirstore;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// Who may use the FHIR store: whoever shows its token, which lies in the data directory, readable by its owner alone.
/// Everybody else is refused, what the server can do included.
public final class FhirAccess extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int TOKEN_BYTES = 32;

    private final transient String token;

    private FhirAccess(String token) {
        this.token = token;
    }

    /// Reads the token of a data directory, or makes one.
    public static FhirAccess of(Path folder) {
        Path file = folder.resolve("fhir.token");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                byte[] random = new byte[TOKEN_BYTES];
                new SecureRandom().nextBytes(random);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(
                        file,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(random),
                        StandardOpenOption.TRUNCATE_EXISTING);
            }
            return new FhirAccess(Files.readString(file).strip());
        } catch (IOException broken) {
            throw new UncheckedIOException("the token of the FHIR store cannot be read or made", broken);
        }
    }

    /// What a client sends as its bearer token.
    public String token() {
        return token;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String header = request.getHeader("Authorization");
        byte[] shown = (header == null ? "" : header).getBytes(StandardCharsets.UTF_8);
        if (MessageDigest.isEqual(shown, ("Bearer " + token).getBytes(StandardCharsets.UTF_8))) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Bearer realm=\"fhir\"");
        response.setContentType("application/fhir+json;charset=UTF-8");
        response.getWriter()
                .write("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"login\","
                        + "\"diagnostics\":\"The FHIR store needs its token as a bearer token.\"}]}");
    }
}
