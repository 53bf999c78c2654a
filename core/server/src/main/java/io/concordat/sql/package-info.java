/** The database's coordinates, its changelog, and the check that every tenant table is isolated. */
@NullMarked
package io.concordat.sql;

import org.jspecify.annotations.NullMarked;
