/** Apps and their endpoints, as the outbound API calls them. */
@NullMarked
package dev.serai.api.endpoint;

import org.jspecify.annotations.NullMarked;
