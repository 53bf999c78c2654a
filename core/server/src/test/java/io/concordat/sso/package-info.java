/** The room's parts by themselves. */
@NullMarked
package io.concordat.sso;

import org.jspecify.annotations.NullMarked;
