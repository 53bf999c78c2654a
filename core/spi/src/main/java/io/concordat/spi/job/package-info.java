/** Durable jobs and node-local pollers that core lends. */
@NullMarked
package io.concordat.spi.job;

import org.jspecify.annotations.NullMarked;
