/** The catalogue of connectors: what their Kamelets say of their providers. */
@NullMarked
package dev.serai.route.connector;

import org.jspecify.annotations.NullMarked;
