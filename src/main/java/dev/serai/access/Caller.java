package dev.serai.access;

import dev.serai.tenant.TenantId;

/**
 * Who makes an authenticated request: the principal of Spring Security's authentication, to be had
 * in a controller as {@code @AuthenticationPrincipal Caller caller}.
 *
 * @param tenant whose data the caller sees and nothing else
 * @param name who it is, for the audit trail; no secret
 */
public record Caller(TenantId tenant, String name) {}
