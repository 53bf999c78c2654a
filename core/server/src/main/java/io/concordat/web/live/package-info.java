/** Tells open pages what has changed: kinds and ids, never contents. */
@NullMarked
package io.concordat.web.live;

import org.jspecify.annotations.NullMarked;
