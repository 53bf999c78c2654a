/** Counters, timers and gauges for Prometheus. */
@NullMarked
package io.concordat.meter;

import org.jspecify.annotations.NullMarked;
