/** Events committed with the change, the feed of them, and at-least-once listeners. */
@NullMarked
package io.concordat.outbox;

import org.jspecify.annotations.NullMarked;
