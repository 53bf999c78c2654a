/** The sandbox control API under /_sandbox/. */
@NullMarked
package io.concordat.sandbox.control;

import org.jspecify.annotations.NullMarked;
