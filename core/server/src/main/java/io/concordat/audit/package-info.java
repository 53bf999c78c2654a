/** Who did what, and what was refused. */
@NullMarked
package io.concordat.audit;

import org.jspecify.annotations.NullMarked;
