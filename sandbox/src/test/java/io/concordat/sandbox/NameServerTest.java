package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.concordat.sandbox.dns.NameServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** The name server, asked by somebody else's client. */
class NameServerTest {
  private MicrosoftKit kit;
  private NameServer server;

  @BeforeEach
  void start() {
    kit = new MicrosoftKit();
    server = NameServer.start(0, kit.twin.names());
  }

  @AfterEach
  void stop() {
    server.close();
    kit.close();
  }

  private Message ask(String name) throws IOException {
    int port = Integer.parseInt(server.address().replaceFirst(".*:", ""));
    var resolver =
        new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    resolver.setTimeout(Duration.ofMillis(500));
    return resolver.send(
        Message.newQuery(Record.newRecord(Name.fromString(name), Type.TXT, DClass.IN)));
  }

  private static List<List<String>> texts(Message answer) {
    return answer.getSection(Section.ANSWER).stream()
        .map(record -> ((TXTRecord) record).getStrings())
        .toList();
  }

  @Test
  void tellsTheTextsOfAName() throws Exception {
    kit.post("dns", "{\"name\":\"_Proof.Contoso.example.\",\"txt\":[\"one\",\"two=2\"]}");
    assertEquals(List.of(List.of("one"), List.of("two=2")), texts(ask("_proof.contoso.example.")));
  }

  @Test
  void longTextsAreSeveralStrings() throws Exception {
    kit.twin.names().put("long.example", List.of("x".repeat(300)));
    assertEquals(List.of(List.of("x".repeat(255), "x".repeat(45))), texts(ask("long.example.")));
  }

  @Test
  void whatItDoesNotKnowIsNoName() throws Exception {
    assertEquals(Rcode.NXDOMAIN, ask("nothing.example.").getRcode());
    kit.post("dns", "{\"name\":\"a.example\",\"txt\":[\"x\"]}");
    kit.post("dns", "{\"name\":\"a.example\",\"txt\":[]}");
    assertEquals(Rcode.NXDOMAIN, ask("a.example.").getRcode());
  }

  @Test
  void failsOnDemand() throws Exception {
    kit.post("dns", "{\"name\":\"a.example\",\"txt\":[\"x\"],\"failing\":\"SERVFAIL\"}");
    assertEquals(Rcode.SERVFAIL, ask("a.example.").getRcode());
    kit.post("dns", "{\"failing\":\"silent\"}");
    assertThrows(IOException.class, () -> ask("a.example."));
    kit.post("dns", "{\"failing\":null}");
    assertEquals(List.of(List.of("x")), texts(ask("a.example.")));
  }
}
