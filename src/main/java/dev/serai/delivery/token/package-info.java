/**
 * Access tokens that go with attempts: got by OAuth 2.0 client credentials, and kept for a while.
 */
@NullMarked
package dev.serai.delivery.token;

import org.jspecify.annotations.NullMarked;
