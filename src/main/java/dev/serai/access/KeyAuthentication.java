package dev.serai.access;

import dev.serai.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Makes a {@link Caller} of {@code Authorization: Bearer} and the right key. */
final class KeyAuthentication implements AuthenticationManager, AuthenticationConverter {

    private static final String SCHEME = "Bearer ";
    private static final String ROOT = "root key";

    private final RootKey rootKey;

    KeyAuthentication(RootKey rootKey) {
        this.rootKey = rootKey;
    }

    /** The presented key, or null if there is none. */
    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return new PreAuthenticatedAuthenticationToken(
                "key", header.substring(SCHEME.length()).strip());
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        if (!rootKey.is(String.valueOf(presented.getCredentials()))) {
            throw new BadCredentialsException("not a key of this hub");
        }
        return new PreAuthenticatedAuthenticationToken(
                new Caller(TenantId.DEFAULT, ROOT), "", List.of());
    }
}
