/** Push channels: watch, stop, and the delivery of notifications. */
@NullMarked
package io.concordat.sandbox.channel;

import org.jspecify.annotations.NullMarked;
