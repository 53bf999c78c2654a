/** The tenant's Google app over HTTP. */
@NullMarked
package io.concordat.web.google;

import org.jspecify.annotations.NullMarked;
