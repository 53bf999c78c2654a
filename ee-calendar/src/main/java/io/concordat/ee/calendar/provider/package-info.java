/** Calendar providers, a user's connected calendars: rows, states, REST; never a secret. */
@NullMarked
package io.concordat.ee.calendar.provider;

import org.jspecify.annotations.NullMarked;
