package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MeetingRows.Kin;
import io.concordat.ee.calendar.reconcile.Voice;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The part that one copy plays among all copies of its meeting.
 *
 * @param twin another calendar of the same user shows the meeting as well
 * @param holdsMail a write that mails guests waits for a person
 */
record Part(Voice voice, boolean twin, boolean holdsMail) {
  static Part of(Mapping mapping, Map<UUID, Kin> kin, boolean holdsMail) {
    var mine = Optional.ofNullable(kin.get(mapping.id()));
    return new Part(voice(mapping, mine), mine.filter(Kin::twin).isPresent(), holdsMail);
  }

  private static Voice voice(Mapping mapping, Optional<Kin> kin) {
    if (!mapping.place().guest()) {
      return Voice.OWN;
    }
    return kin.filter(Kin::spokenFor).isPresent() ? Voice.FOLLOWER : Voice.GUEST;
  }
}
