/**
 * How a calendar was told of changes: when it was not, and the whole of it as its owner reads it.
 */
@NullMarked
package io.concordat.ee.calendar.ledger;

import org.jspecify.annotations.NullMarked;
