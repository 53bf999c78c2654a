/** The outbox: events committed with the change they tell of. */
@NullMarked
package io.concordat.spi.event;

import org.jspecify.annotations.NullMarked;
