/** Alerts and dashboards, held against what the assembled product really shows. */
@NullMarked
package io.concordat.dist.monitoring;

import org.jspecify.annotations.NullMarked;
