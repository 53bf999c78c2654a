/** A small JSON client: product and twin are driven over HTTP only. */
@NullMarked
package io.concordat.dist.http;

import org.jspecify.annotations.NullMarked;
