/** What was stopped before it did damage, why, and what a person let through. */
@NullMarked
package io.concordat.ee.calendar.fuse;

import org.jspecify.annotations.NullMarked;
