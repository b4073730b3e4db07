/**
 * The check of the configuration before anything starts: a key that nobody reads, a setting that is
 * missing or refused. Says where it was found and what to do.
 */
@NullMarked
package dev.serai.ops.settings;

import org.jspecify.annotations.NullMarked;
