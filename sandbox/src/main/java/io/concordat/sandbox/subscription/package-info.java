/** Graph's subscriptions: handshake, life, notifications and what is said about them. */
@NullMarked
package io.concordat.sandbox.subscription;

import org.jspecify.annotations.NullMarked;
