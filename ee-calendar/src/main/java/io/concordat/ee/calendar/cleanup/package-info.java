/** Takes what this product wrote out of a calendar again, by its marks there. */
@NullMarked
package io.concordat.ee.calendar.cleanup;

import org.jspecify.annotations.NullMarked;
