/**
 * Keys that do not stand in a configuration: documents fetched from their provider, kept for a
 * while, and the certificates and key sets in them.
 */
@NullMarked
package dev.serai.signing.keys;

import org.jspecify.annotations.NullMarked;
