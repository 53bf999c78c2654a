/** A tenant whose technicians have their calendars at the twin: the stage of every proof. */
@NullMarked
package io.concordat.dist.scene;

import org.jspecify.annotations.NullMarked;
