/** What is to happen once a transaction has been committed. */
@NullMarked
package dev.serai.commit;

import org.jspecify.annotations.NullMarked;
