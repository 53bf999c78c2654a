package io.concordat.ee.calendar.reconcile;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.timed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.spi.schedule.EntryContent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LandedTest {
  private static final EntryContent A = single("a");
  private static final EntryContent B = single("b");
  private static final EntryContent MOVED = single("a", timed("2026-03-02T11:00", BERLIN, 60));
  private static final Optional<EntryContent> NOTHING = Optional.empty();

  private static Optional<Landed> of(Optional<EntryContent> base, Intent intent, Remote remote) {
    return Landed.of(new State(base, intent, new Local.Present(A), remote));
  }

  private static Remote there(EntryContent content) {
    return new Remote.Present(content);
  }

  private static Optional<Landed> landed(Optional<EntryContent> from, Optional<EntryContent> to) {
    return Optional.of(new Landed(from, to));
  }

  @Test
  void whatWasNotTriedDidNothing() {
    assertEquals(Optional.empty(), of(Optional.of(A), new Intent.None(), there(B)));
    assertEquals(Optional.empty(), of(Optional.of(A), new Intent.None(), new Remote.Deleted()));
  }

  @Test
  void aCreationShowsByWhatLiesUnderItsKey() {
    var write = new Intent.Write(A);
    assertEquals(landed(NOTHING, Optional.of(A)), of(NOTHING, write, there(B)));
    assertEquals(landed(NOTHING, Optional.of(A)), of(NOTHING, write, new Remote.Deleted()));
    assertEquals(Optional.empty(), of(NOTHING, write, new Remote.Missing()));
    assertEquals(Optional.empty(), of(NOTHING, write, new Remote.Unseen()));
  }

  @Test
  void anUpdateShowsByTheFieldsThatItWrote() {
    var write = new Intent.Write(B);
    assertEquals(landed(Optional.of(A), Optional.of(B)), of(Optional.of(A), write, there(B)));
    assertEquals(Optional.empty(), of(Optional.of(A), write, there(A)));
    assertEquals(Optional.empty(), of(Optional.of(A), write, there(MOVED)));
    var movedToo = single("b", MOVED.when());
    assertEquals(
        landed(Optional.of(A), Optional.of(B)), of(Optional.of(A), write, there(movedToo)));
    assertEquals(Optional.empty(), of(Optional.of(A), write, new Remote.Deleted()));
  }

  @Test
  void aDeleteShowsByWhatIsGone() {
    var delete = new Intent.Delete();
    assertEquals(landed(Optional.of(A), NOTHING), of(Optional.of(A), delete, new Remote.Missing()));
    assertEquals(landed(Optional.of(A), NOTHING), of(Optional.of(A), delete, new Remote.Deleted()));
    assertEquals(Optional.empty(), of(Optional.of(A), delete, there(A)));
    assertEquals(Optional.empty(), of(Optional.of(A), delete, new Remote.Unseen()));
  }
}
