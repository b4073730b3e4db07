/** Which hub serves which shards of a sink: groups, leases with fencing tokens, fair shares. */
@NullMarked
package dev.serai.relay.lease;

import org.jspecify.annotations.NullMarked;
