/** PURE: how fast one calendar is written after its vendor refused, and how long work will take. */
@NullMarked
package io.concordat.ee.calendar.pace;

import org.jspecify.annotations.NullMarked;
