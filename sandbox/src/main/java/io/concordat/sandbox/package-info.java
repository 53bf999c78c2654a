/** The twins: vendors as real HTTP servers for tests, demos and partners' development. */
@NullMarked
package io.concordat.sandbox;

import org.jspecify.annotations.NullMarked;
