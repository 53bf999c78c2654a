package io.concordat.secret;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Eight at once, on some nodes: they read, seal anew, and write back what they have read. */
final class Clients {
  private static final int MANY = 8;

  private final GroundFixture fixture;
  private final List<Hoard> hoards;
  private final List<TenantSecrets> nodes;
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final AtomicLong acts = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  Clients(GroundFixture fixture, List<Hoard> hoards, List<TenantSecrets> nodes) {
    this.fixture = fixture;
    this.hoards = hoards;
    this.nodes = nodes;
  }

  List<String> errors() {
    return List.copyOf(errors);
  }

  void start() {
    for (int i = 0; i < MANY; i++) {
      Random random = new Random(i);
      TenantSecrets node = nodes.get(i % nodes.size());
      threads.add(Thread.ofVirtual().start(() -> use(random, node)));
    }
  }

  private void use(Random random, TenantSecrets node) {
    while (!over.get()) {
      Hoard hoard = hoards.get(random.nextInt(hoards.size()));
      UUID id = hoard.ids().get(random.nextInt(hoard.ids().size()));
      try {
        fixture.in(hoard.tenant(), tx -> act(tx, random.nextInt(10), node, id));
        acts.incrementAndGet();
      } catch (RuntimeException e) {
        errors.add(e.toString());
      }
    }
  }

  private boolean act(Tx tx, int which, TenantSecrets node, UUID id) {
    if (which == 0) {
      Vault.put(tx, id, node.seal(tx, id.toString(), Vault.COLUMN, Vault.clear(id)));
    } else {
      byte[] sealed = Vault.sealed(tx, id);
      Secret clear = node.open(tx, id.toString(), Vault.COLUMN, sealed);
      assertTrue(clear.reveal().startsWith(id.toString()));
      if (which == 1) {
        Vault.put(tx, id, sealed);
      }
    }
    return true;
  }

  void await(int more) {
    long wanted = acts.get() + more;
    until(() -> acts.get() >= wanted);
  }

  void stop() throws InterruptedException {
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited too long");
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
