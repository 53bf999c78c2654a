/** Counters, timers and gauges, whatever library measures. */
@NullMarked
package io.concordat.spi.meter;

import org.jspecify.annotations.NullMarked;
