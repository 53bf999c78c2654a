/** Whole histories of two tenants, made of chance, and what must be true when it is quiet again. */
@NullMarked
package io.concordat.ee.calendar.simulation;

import org.jspecify.annotations.NullMarked;
