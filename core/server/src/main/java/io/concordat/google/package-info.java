/** The tenant's own Google OAuth app. */
@NullMarked
package io.concordat.google;

import org.jspecify.annotations.NullMarked;
