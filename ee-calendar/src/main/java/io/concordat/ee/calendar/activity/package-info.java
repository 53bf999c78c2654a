/** What was changed on either side, why, and by whom: written with the change, read by filters. */
@NullMarked
package io.concordat.ee.calendar.activity;

import org.jspecify.annotations.NullMarked;
