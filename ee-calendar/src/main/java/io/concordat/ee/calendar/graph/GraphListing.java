package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteItem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists a calendar. Everything: a delta round is walked first, so that no change is missed, then
 * all events are read, and the round's link is the cursor. Changes: the link is followed. When the
 * window has grown old, the next one's round is walked before the old link is followed for the last
 * time, so that there is no gap.
 */
record GraphListing(Calls calls, Reads reads, Gathering gathering, Window.Span span) {
  private static final Logger LOG = LoggerFactory.getLogger(GraphListing.class);
  private static final int TRIES = 3;
  private static final Set<Integer> NO_DELTA = Set.of(400, 404, 405, 501);

  Listing list(Optional<String> cursor, Optional<String> page) {
    if (page.isPresent()) {
      return go(Step.parse(page.get()), cursor.flatMap(Cursor::parse));
    }
    return cursor.isPresent()
        ? Cursor.parse(cursor.get()).map(this::since).orElseGet(Listing.CursorExpired::new)
        : go(everything(0), Optional.empty());
  }

  private Step everything(int tries) {
    var window = span.around(calls.now());
    var next = new Cursor(Optional.empty(), window, new TreeMap<>());
    return new Step(Step.Phase.PRIME, delta(window), Step.LARGEST, tries, next);
  }

  private Listing since(Cursor known) {
    var link = known.link().filter(calls::ours);
    if (link.isEmpty()) {
      return new Listing.CursorExpired();
    }
    boolean due = span.due(known.window(), calls.now());
    var window = due ? span.around(calls.now()) : known.window();
    var next = new Cursor(Optional.empty(), window, known.series());
    return go(
        due
            ? new Step(Step.Phase.ROLL, delta(window), Step.LARGEST, 0, next)
            : new Step(Step.Phase.CHANGES, link.get(), Step.LARGEST, 0, next),
        Optional.of(known));
  }

  private Listing go(Step step, Optional<Cursor> known) {
    return switch (step.phase()) {
      case PRIME -> prime(step);
      case SERIES -> series(step);
      case EVERYTHING -> events(step);
      case MEANWHILE -> meanwhile(step);
      case ROLL -> roll(step, known.orElseThrow());
      case CHANGES -> changes(step);
    };
  }

  private Listing prime(Step step) {
    var answer = page("calendarView.delta", step);
    if (Verdict.expired(answer)) {
      return then(List.of(), again(step));
    }
    if (Verdict.tooMuch(answer)) {
      return then(List.of(), less(step, answer));
    }
    if (NO_DELTA.contains(answer.status()) && answer.explained()) {
      LOG.info("a calendar has no delta ({}): it is read whole", answer.status());
      return then(List.of(), step.in(Step.Phase.EVERYTHING, reads.place().all(step.size())));
    }
    var body = calls.checked("calendarView.delta", answer).body();
    return then(
        List.of(),
        nextLink(body)
            .map(step::at)
            .orElseGet(
                () ->
                    step.to(step.next().withLink(deltaLink(body)))
                        .in(Step.Phase.SERIES, reads.place().masters())));
  }

  /** Taken before the series are read: what changes after that, changes the digest. */
  private Listing series(Step step) {
    var seen = gathering.masters(step.at());
    var digests = new TreeMap<>(step.next().series());
    digests.putAll(seen.digests());
    return then(
        List.of(),
        step.to(step.next().withSeries(digests))
            .in(Step.Phase.EVERYTHING, reads.place().all(Step.LARGEST)));
  }

  private Listing events(Step step) {
    var answer = page("events.list", step);
    if (Verdict.tooMuch(answer) && !step.smallest()) {
      var smaller = step.smaller();
      return then(List.of(), smaller.at(reads.place().all(smaller.size())));
    }
    if (Verdict.expired(answer)) {
      return then(List.of(), again(step));
    }
    var body = calls.checked("events.list", answer).body();
    var given = gathering.listed(body.path("value"));
    var next = nextLink(body);
    if (next.isPresent()) {
      return then(given, step.at(next.get()));
    }
    return step.next()
        .link()
        .map(link -> then(given, step.in(Step.Phase.MEANWHILE, link)))
        .orElseGet(() -> end(given, step.next()));
  }

  /** What changed meanwhile is not given: the next listing of changes begins where this began. */
  private Listing meanwhile(Step step) {
    var answer = page("calendarView.delta", step);
    if (Verdict.expired(answer)) {
      return then(List.of(), again(step));
    }
    var body = calls.checked("calendarView.delta", answer).body();
    if (Gathering.removes(body.path("value")) && step.tries() < TRIES) {
      return then(
          List.of(), step.again().in(Step.Phase.EVERYTHING, reads.place().all(step.size())));
    }
    return nextLink(body)
        .map(link -> then(List.of(), step.at(link)))
        .orElseGet(() -> end(List.of(), step.next()));
  }

  private Listing roll(Step step, Cursor known) {
    var answer = page("calendarView.delta", step);
    if (Verdict.expired(answer)) {
      return new Listing.CursorExpired();
    }
    if (Verdict.tooMuch(answer)) {
      return then(List.of(), less(step, answer));
    }
    var body = calls.checked("calendarView.delta", answer).body();
    var given = gathering.newlyShown(body.path("value"), known.window());
    return then(
        given,
        nextLink(body)
            .map(step::at)
            .orElseGet(
                () ->
                    step.to(step.next().withLink(deltaLink(body)))
                        .in(Step.Phase.CHANGES, known.link().orElseThrow())));
  }

  private Listing changes(Step step) {
    var answer = page("calendarView.delta", step);
    if (Verdict.expired(answer)) {
      return new Listing.CursorExpired();
    }
    if (Verdict.tooMuch(answer) && !step.smallest()) {
      return then(List.of(), step.smaller());
    }
    var body = calls.checked("calendarView.delta", answer).body();
    var given = gathering.changed(body.path("value"));
    var next = nextLink(body);
    if (next.isPresent()) {
      return then(given, step.at(next.get()));
    }
    var now = gathering.masters(reads.place().masters());
    given.take(gathering.touched(now, step.next().series(), given));
    var end = step.next().link().isPresent() ? step.next() : step.next().withLink(deltaLink(body));
    return end(given, end.withSeries(now.digests()));
  }

  private Answer page(String call, Step step) {
    if (!step.at().startsWith("/") && !calls.ours(step.at())) {
      throw new RemoteFault(new Fault.Rejected(), call + " led to another address");
    }
    return calls.send(Ask.page(call, step.at(), step.size()));
  }

  /** The whole listing from its beginning; nothing that was given is wrong. */
  private Step again(Step step) {
    if (step.tries() >= TRIES) {
      throw new RemoteFault(
          new Fault.Transient(Optional.empty()), "calendarView.delta forgets its links at once");
    }
    return everything(step.tries() + 1);
  }

  /** Smaller pages, then a shorter window. */
  private Step less(Step step, Answer answer) {
    if (!step.smallest()) {
      return step.smaller();
    }
    var window =
        span.shorter(step.next().window())
            .orElseThrow(() -> calls.fault("calendarView.delta", answer));
    LOG.info("calendarView.delta takes too long: the window becomes shorter");
    var next = new Cursor(Optional.empty(), window, step.next().series());
    return new Step(step.phase(), delta(window), Step.LARGEST, step.tries(), next);
  }

  private String delta(Window window) {
    return reads.place().delta(window.from(), window.to());
  }

  private static Listing then(List<RemoteItem> items, Step step) {
    return new Listing.Page(items, Optional.of(step.write()), Optional.empty());
  }

  private static Listing then(Gathering.Given given, Step step) {
    return then(given.items(), step);
  }

  private static Listing end(List<RemoteItem> items, Cursor cursor) {
    return new Listing.Page(items, Optional.empty(), Optional.of(cursor.write()));
  }

  private static Listing end(Gathering.Given given, Cursor cursor) {
    return end(given.items(), cursor);
  }

  private static Optional<String> nextLink(JsonNode body) {
    return Optional.ofNullable(body.path("@odata.nextLink").textValue());
  }

  private static String deltaLink(JsonNode body) {
    return Optional.ofNullable(body.path("@odata.deltaLink").textValue())
        .orElseThrow(
            () ->
                new RemoteFault(
                    new Fault.Transient(Optional.empty()),
                    "calendarView.delta gave neither page nor link"));
  }
}
