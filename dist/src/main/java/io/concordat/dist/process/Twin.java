package io.concordat.dist.process;

import io.concordat.dist.http.Rest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The vendors' twins as a process. */
public final class Twin {
  private final Child child;
  private final URI google;
  private final URI microsoft;
  private final int dns;

  private Twin(Child child, URI google, URI microsoft, int dns) {
    this.child = child;
    this.google = google;
    this.microsoft = microsoft;
    this.dns = dns;
  }

  public static Twin start(Home home, Path logs) {
    int google = Child.port(0);
    int microsoft = Child.port(0);
    int dns = Child.port(0);
    Child child =
        Child.java(
            "the sandbox",
            home.devClassPath(),
            List.of("-Xmx1g", "-XX:+UseSerialGC"),
            List.of(
                "io.concordat.sandbox.SandboxMain",
                "--google-port",
                Integer.toString(google),
                "--microsoft-port",
                Integer.toString(microsoft),
                "--dns-port",
                Integer.toString(dns)),
            Map.of(),
            logs.resolve("sandbox.log"));
    Twin twin = new Twin(child, local(google), local(microsoft), dns);
    child.awaitReady(Rest.at(twin.google), "/_sandbox/clock", Duration.ofSeconds(30));
    child.awaitReady(Rest.at(twin.microsoft), "/_sandbox/clock", Duration.ofSeconds(30));
    return twin;
  }

  private static URI local(int port) {
    return URI.create("http://localhost:" + port);
  }

  public URI google() {
    return google;
  }

  public URI microsoft() {
    return microsoft;
  }

  /** For {@code CONCORDAT_DNS_SERVER}. */
  public String dns() {
    return "127.0.0.1:" + dns;
  }

  public void stop() {
    child.stop();
  }
}
