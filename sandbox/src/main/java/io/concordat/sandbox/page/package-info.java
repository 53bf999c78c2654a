/** The vendors' side for people: a small calendar in a browser, by the twin's own API. */
@NullMarked
package io.concordat.sandbox.page;

import org.jspecify.annotations.NullMarked;
