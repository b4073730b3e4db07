package dev.serai.access;

import dev.serai.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Makes a {@link Caller} of {@code Authorization: Bearer} and a key. */
final class KeyAuthentication implements AuthenticationManager, AuthenticationConverter {

    private static final String SCHEME = "Bearer ";
    private static final String ROOT = "root key";

    private static final String VIEWER = "viewer key";

    private final RootKey rootKey;
    private final @Nullable RootKey viewerKey;
    private final PortalTokens portals;

    KeyAuthentication(RootKey rootKey, @Nullable RootKey viewerKey, PortalTokens portals) {
        this.rootKey = rootKey;
        this.viewerKey = viewerKey;
        this.portals = portals;
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
        return new PreAuthenticatedAuthenticationToken(
                caller(String.valueOf(presented.getCredentials())), "", List.of());
    }

    private Caller caller(String key) {
        if (rootKey.is(key)) {
            return new Caller(TenantId.DEFAULT, ROOT, new Role.Admin());
        }
        if (viewerKey != null && viewerKey.is(key)) {
            return new Caller(TenantId.DEFAULT, VIEWER, new Role.Viewer());
        }
        try {
            return portals.find(key)
                    .orElseThrow(() -> new BadCredentialsException("not a key of this hub"));
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("the keys cannot be looked up now", e);
        }
    }
}
