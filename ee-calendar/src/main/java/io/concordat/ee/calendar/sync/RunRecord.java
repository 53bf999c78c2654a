package io.concordat.ee.calendar.sync;

import java.util.UUID;

/**
 * The row under which a run is shown.
 *
 * @param stored whether people can see it already; an idle poll never gets a row
 */
record RunRecord(UUID id, UUID provider, String cause, boolean complete, boolean stored) {}
