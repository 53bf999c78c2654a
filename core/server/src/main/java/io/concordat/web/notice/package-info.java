/** Notices over HTTP. */
@NullMarked
package io.concordat.web.notice;

import org.jspecify.annotations.NullMarked;
