/** Durable jobs and node-local pollers. */
@NullMarked
package io.concordat.job;

import org.jspecify.annotations.NullMarked;
