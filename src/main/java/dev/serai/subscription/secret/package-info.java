/** What an endpoint signs with, and what it proves itself to its receiver by. */
@NullMarked
package dev.serai.subscription.secret;

import org.jspecify.annotations.NullMarked;
