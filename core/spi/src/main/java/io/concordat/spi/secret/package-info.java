/** Values that show nothing, and encryption per tenant. */
@NullMarked
package io.concordat.spi.secret;

import org.jspecify.annotations.NullMarked;
