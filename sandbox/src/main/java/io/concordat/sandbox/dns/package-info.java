/** A name server that knows texts only, for proofs of domains. */
@NullMarked
package io.concordat.sandbox.dns;

import org.jspecify.annotations.NullMarked;
