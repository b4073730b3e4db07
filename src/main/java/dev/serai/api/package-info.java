/**
 * The HTTP API, one controller per resource; nothing but translation between JSON and the packages
 * that decide. Every error leaves as a problem of RFC 9457.
 */
@NullMarked
package dev.serai.api;

import org.jspecify.annotations.NullMarked;
