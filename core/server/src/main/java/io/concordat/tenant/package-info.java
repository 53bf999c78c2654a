/** Which tenant a thread works for, and transactions that row-level security confines to it. */
@NullMarked
package io.concordat.tenant;

import org.jspecify.annotations.NullMarked;
