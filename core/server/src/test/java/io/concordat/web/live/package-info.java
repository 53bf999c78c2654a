/** Tests of the room that tells open pages what has changed. */
@NullMarked
package io.concordat.web.live;

import org.jspecify.annotations.NullMarked;
