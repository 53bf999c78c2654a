/** Schedule entries: series and their edits by scope, assignees, privacy, tombstones. */
@NullMarked
package io.concordat.schedule;

import org.jspecify.annotations.NullMarked;
