/** Named Microsoft profiles, who is bound to which, and the one resolver. */
@NullMarked
package io.concordat.microsoft;

import org.jspecify.annotations.NullMarked;
