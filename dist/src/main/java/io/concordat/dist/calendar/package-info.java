/** The product's REST API and the twin's two faces, as their users see them. */
@NullMarked
package io.concordat.dist.calendar;

import org.jspecify.annotations.NullMarked;
