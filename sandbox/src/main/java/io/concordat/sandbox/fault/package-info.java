/** What goes wrong on purpose: statuses, cuts, hangs, latency, notification trouble. */
@NullMarked
package io.concordat.sandbox.fault;

import org.jspecify.annotations.NullMarked;
