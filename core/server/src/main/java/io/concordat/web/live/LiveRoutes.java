package io.concordat.web.live;

import io.concordat.spi.identity.Caller;
import io.concordat.web.Gate;
import io.concordat.web.Ports;
import io.concordat.web.Refusal;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.InputStream;
import java.util.Set;
import java.util.UUID;

/** {@code /live}: what changes, told to a page while it is open. */
@Controller("/live")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class LiveRoutes {
  private final Gate gate;
  private final LiveStreams streams;
  private final Ports ports;

  LiveRoutes(Gate gate, LiveStreams streams, Ports ports) {
    this.gate = gate;
    this.streams = streams;
    this.ports = ports;
  }

  @Get
  HttpResponse<?> open(HttpRequest<?> request) {
    return gate.enter(request, "live.open", Set.of(), this::open);
  }

  private HttpResponse<?> open(Caller caller) {
    UUID session =
        caller
            .session()
            .orElseThrow(
                () ->
                    Refusal.of(
                        403,
                        "session_needed",
                        "This is for signed-in browsers; programs read /api/v1/events."));
    InputStream stream =
        streams
            .open(caller, session, ports.liveKinds())
            .orElseThrow(
                () ->
                    Refusal.of(
                            429, "too_many_streams", "You have very many pages open: close some.")
                        .with(HttpHeaders.RETRY_AFTER, "30"));
    // "identity" keeps the server from compressing, which would hold events back.
    return HttpResponse.ok(new StreamedFile(stream, MediaType.TEXT_EVENT_STREAM_TYPE))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.CONTENT_ENCODING, "identity")
        .header("X-Accel-Buffering", "no");
  }
}
