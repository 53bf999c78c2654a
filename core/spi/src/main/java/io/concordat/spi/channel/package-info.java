/** Webhook routing: which channel belongs to whom, and whose copy is stale. */
@NullMarked
package io.concordat.spi.channel;

import org.jspecify.annotations.NullMarked;
