/** The tenant's own Google OAuth app. */
@NullMarked
package io.concordat.spi.google;

import org.jspecify.annotations.NullMarked;
