/** The embedded PostgreSQL: unpacked, made safe, started, recovered and stopped. */
@NullMarked
package io.concordat.app.postgres;

import org.jspecify.annotations.NullMarked;
