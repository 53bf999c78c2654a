/** The dev kit's command line: demo, crash-test and bench of the assembled product. */
@NullMarked
package io.concordat.dist;

import org.jspecify.annotations.NullMarked;
