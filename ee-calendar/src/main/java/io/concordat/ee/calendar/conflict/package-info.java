/** Conflicts: listed, and resolved by ours or theirs. */
@NullMarked
package io.concordat.ee.calendar.conflict;

import org.jspecify.annotations.NullMarked;
