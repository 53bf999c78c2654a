/** Chooses the edition once, at start, loudly: reads plugin jars, checks them, starts them. */
@NullMarked
package io.concordat.app.edition;

import org.jspecify.annotations.NullMarked;
