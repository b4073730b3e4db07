/** Routes that are edited while the hub runs: in files, through the API, and on other hubs. */
@NullMarked
package dev.serai.route.edit;

import org.jspecify.annotations.NullMarked;
