/** The dev kit's command line: demo, crash-test, bench and screenshots of the assembled product. */
@NullMarked
package io.concordat.dist;

import org.jspecify.annotations.NullMarked;
