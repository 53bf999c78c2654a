/** Pure: three trees in, one decision out. Imports only {@code event} and the schedule's values. */
@NullMarked
package io.concordat.ee.calendar.reconcile;

import org.jspecify.annotations.NullMarked;
