/** What the Community Edition answers where a plugin would: not in this edition. */
@NullMarked
package io.concordat.stub;

import org.jspecify.annotations.NullMarked;
