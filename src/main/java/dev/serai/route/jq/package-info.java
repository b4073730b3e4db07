/**
 * Mapping by jq that always ends: what a program works and makes is counted, and one that goes too
 * far is told so. The interpreter itself knows no bounds.
 */
@NullMarked
package dev.serai.route.jq;

import org.jspecify.annotations.NullMarked;
