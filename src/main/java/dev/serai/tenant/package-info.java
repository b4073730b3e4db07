/**
 * Whose something is: tenants, the isolation boundary, and their projects. Knows nothing of events,
 * endpoints or HTTP.
 */
@NullMarked
package dev.serai.tenant;

import org.jspecify.annotations.NullMarked;
