/** What a test run must keep to itself: every secret made in it, every private title. */
@NullMarked
package io.concordat.sandbox.canary;

import org.jspecify.annotations.NullMarked;
