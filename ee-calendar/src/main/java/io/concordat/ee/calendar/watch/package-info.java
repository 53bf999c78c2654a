/** Push channels: opened, replaced before they expire, closed; or polling instead. */
@NullMarked
package io.concordat.ee.calendar.watch;

import org.jspecify.annotations.NullMarked;
