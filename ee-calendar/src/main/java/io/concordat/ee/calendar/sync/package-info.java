/** The shell of the sync: one run per provider pulls, decides, applies and pushes. */
@NullMarked
package io.concordat.ee.calendar.sync;

import org.jspecify.annotations.NullMarked;
