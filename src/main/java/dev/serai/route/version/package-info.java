/** What every route is and ever was: the versions in the database, and what each hub has in use. */
@NullMarked
package dev.serai.route.version;

import org.jspecify.annotations.NullMarked;
