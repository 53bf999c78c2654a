/** Tests of the schedule: series by scope, times, and the tables. */
@NullMarked
package io.concordat.schedule;

import org.jspecify.annotations.NullMarked;
