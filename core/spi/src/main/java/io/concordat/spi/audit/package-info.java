/** Who did what, denials included. */
@NullMarked
package io.concordat.spi.audit;

import org.jspecify.annotations.NullMarked;
