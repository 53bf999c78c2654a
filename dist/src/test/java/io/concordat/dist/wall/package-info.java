/** The tenant wall of the assembled editions, attacked on every route that their document has. */
@NullMarked
package io.concordat.dist.wall;

import org.jspecify.annotations.NullMarked;
