package io.concordat.web.notice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.notify.NoticeBoard;
import io.concordat.notify.NoticeBoard.Line;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.concordat.web.JsonIn;
import io.concordat.web.Listing;
import io.concordat.web.Query;
import io.concordat.web.Refusal;
import io.concordat.web.page.NoticeWords;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /api/v1/notifications}: what waits for the caller. */
@Controller("/api/v1/notifications")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class NoticeRoutes {
  private final Gate gate;
  private final Transactions transactions;
  private final NoticeBoard board;
  private final NoticeWords words;

  NoticeRoutes(Gate gate, Transactions transactions, NoticeBoard board, NoticeWords words) {
    this.gate = gate;
    this.transactions = transactions;
    this.board = board;
    this.words = words;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "notification.list",
        Set.of(),
        caller -> {
          Query query = Query.of(request);
          query.only("unread", "limit", "cursor");
          return Answers.json(
              200, transactions.call(tx -> list(tx, request, caller, query)).toString());
        });
  }

  private ObjectNode list(Tx tx, HttpRequest<?> request, Caller caller, Query query) {
    Optional<UUID> after = query.text("cursor").map(text -> known(tx, caller, text));
    List<Line> found = board.of(tx, caller.user(), query.flag("unread"), after, query.limit() + 1);
    return Listing.upTo(
            query.limit(), found, line -> json(request, line), line -> line.id().toString())
        .put("unread", board.unread(tx, caller.user()));
  }

  private UUID known(Tx tx, Caller caller, String cursor) {
    return JsonIn.asUuid(cursor)
        .filter(id -> board.knows(tx, caller.user(), id))
        .orElseThrow(Listing::unknownCursor);
  }

  private ObjectNode json(HttpRequest<?> request, Line line) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", line.id().toString())
        .put("kind", line.notice().kind())
        .put("text", words.of(request, line.notice()))
        .put("count", line.notice().count())
        .put("link", line.notice().link())
        .put("raisedAt", line.raisedAt().toString())
        .put("renewedAt", line.renewedAt().toString())
        .put("readAt", line.readAt().map(Instant::toString).orElse(null))
        .put("settledAt", line.settledAt().map(Instant::toString).orElse(null));
  }

  @Post("/{id}/read")
  HttpResponse<?> read(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "notification.read",
        Set.of(),
        caller -> {
          transactions.run(tx -> read(tx, caller, id));
          return Answers.empty(204);
        });
  }

  private void read(Tx tx, Caller caller, String id) {
    UUID notice =
        JsonIn.asUuid(id)
            .filter(one -> board.knows(tx, caller.user(), one))
            .orElseThrow(() -> Refusal.notFound(id));
    board.read(tx, caller.user(), Optional.of(notice));
  }

  @Post("/read")
  HttpResponse<?> readAll(HttpRequest<?> request) {
    return gate.enter(
        request,
        "notification.read",
        Set.of(),
        caller -> {
          transactions.run(tx -> board.read(tx, caller.user(), Optional.empty()));
          return Answers.empty(204);
        });
  }
}
