/** Envelope encryption: a data key per tenant, wrapped by a key ring of master keys. */
@NullMarked
package io.concordat.secret;

import org.jspecify.annotations.NullMarked;
