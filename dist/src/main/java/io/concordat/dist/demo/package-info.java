/** The main job on one machine, told in a table. */
@NullMarked
package io.concordat.dist.demo;

import org.jspecify.annotations.NullMarked;
