/** Who calls, and which users a tenant has. */
@NullMarked
package io.concordat.spi.identity;

import org.jspecify.annotations.NullMarked;
