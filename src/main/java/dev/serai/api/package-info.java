/**
 * The HTTP API, one controller per resource; nothing but translation between JSON and the packages
 * that decide. Here is what all resources share: what a request gives, and how a list is paged.
 */
@NullMarked
package dev.serai.api;

import org.jspecify.annotations.NullMarked;
