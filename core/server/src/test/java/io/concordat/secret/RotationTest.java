package io.concordat.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.secret.Rotation.Done;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys change under the hands of whoever uses them, and the old ones are worth nothing then. */
final class RotationTest {
  private final GroundFixture fixture = GroundFixture.open();

  /** The key file of the data folder: master key ids, the first is primary. */
  private volatile List<String> file = List.of("k1");

  @BeforeEach
  void table() throws Exception {
    Vault.table(fixture, "vault", "secret");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void ten_thousand_secrets_while_eight_clients_use_them() throws Exception {
    List<Hoard> hoards = filled(5, 2_000);
    TenantSecrets before = node();
    List<TenantKeys.DataKey> oldKeys =
        hoards.stream().map(h -> fixture.in(h.tenant(), tx -> before.keys().sealing(tx))).toList();
    Clients clients = new Clients(fixture, hoards, List.of(node(), node()));

    clients.start();
    clients.await(400);
    Done done = rotated("k2");
    clients.await(400);
    clients.stop();

    assertEquals(List.of(), clients.errors());
    assertEquals(5, done.tenants());
    // The clients have sealed some themselves meanwhile.
    assertTrue(done.secrets() > 1_000, done.toString());
    assertEquals(0, done.unreadable());
    assertEquals(0, done.left());
    assertEquals(Set.of(), done.needed());
    // The new key alone opens everything, the old ones nothing.
    assertEquals(10_000, opened(hoards, ring("k2")));
    for (int i = 0; i < hoards.size(); i++) {
      opensNothing(hoards.get(i).tenant(), oldKeys.get(i));
    }
  }

  private void opensNothing(TenantId tenant, TenantKeys.DataKey old) {
    fixture.in(
        tenant,
        tx -> {
          for (TenantKeyRows.Row row : TenantKeyRows.all(tx)) {
            assertEquals("k2", TenantKeys.masterOf(row));
            byte[] wrapped = Sealed.parse(row.wrapped()).ciphertext();
            byte[] place =
                Sealed.place("tenant_keys", tenant.toString(), Integer.toString(row.id()));
            var master = ring("k1").key("k1").orElseThrow();
            assertThrows(GeneralSecurityException.class, () -> master.decrypt(wrapped, place));
          }
          Vault.all(tx).forEach((id, secret) -> refuses(tenant, old, id, secret));
          return true;
        });
  }

  private static void refuses(TenantId tenant, TenantKeys.DataKey old, UUID id, byte[] sealed) {
    byte[] place = Sealed.place(tenant.toString(), id.toString(), Vault.COLUMN);
    byte[] ciphertext = Sealed.parse(sealed).ciphertext();
    assertThrows(GeneralSecurityException.class, () -> old.aead().decrypt(ciphertext, place));
  }

  /** Whoever dies at any moment leaves everything readable, and the next run finishes. */
  @Test
  void a_rotation_that_dies_anywhere_is_finished_by_the_next() {
    List<Hoard> hoards = filled(2, 5);
    int deaths = 0;
    boolean died = true;
    while (died) {
      String key = "k" + (deaths + 2);
      died = diesAfter(deaths, key);
      assertEquals(10, opened(hoards, current()), "after " + deaths + " transactions");
      // The node that was running all the while seals, too.
      hoards.forEach(h -> seal(h.tenant(), h.ids().getFirst(), node()));
      Done done = rotated(key);
      assertEquals(0, done.left(), done.toString());
      assertEquals(List.of(key), file);
      assertEquals(10, opened(hoards, ring(key)), "after " + deaths + " transactions");
      deaths++;
    }
    assertTrue(deaths > 8, "only " + deaths + " places to die at");
  }

  private boolean diesAfter(int transactions, String key) {
    AtomicInteger left = new AtomicInteger(transactions);
    Transactions mortal =
        new Transactions() {
          @Override
          public <T> T call(Work<T> work) {
            if (left.getAndDecrement() <= 0) {
              throw new IllegalArgumentException("dead");
            }
            return fixture.ground().transactions().call(work);
          }
        };
    try {
      rotation(mortal).run(() -> add(key), this::retire);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  @Test
  void whoever_has_read_an_old_ciphertext_can_open_it() throws Exception {
    List<Hoard> hoards = filled(1, 3);
    TenantId tenant = hoards.getFirst().tenant();
    UUID id = hoards.getFirst().ids().getFirst();
    TenantSecrets slow = node();
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Secret> opened =
          threads.submit(() -> fixture.in(tenant, tx -> openLate(tx, slow, id, read, go)));
      assertTrue(read.await(10, TimeUnit.SECONDS));
      Future<Done> rotation = threads.submit(() -> rotated("k2"));
      Clients.until(() -> fixture.in(tenant, tx -> onlyByKey(tx, 2)));
      // Somebody holds an old ciphertext: whoever does not wait for that is done by now.
      assertThrows(TimeoutException.class, () -> rotation.get(500, TimeUnit.MILLISECONDS));
      assertEquals(2, fixture.<Integer>in(tenant, tx -> TenantKeyRows.all(tx).size()));
      go.countDown();
      assertTrue(opened.get(10, TimeUnit.SECONDS).reveal().startsWith(id.toString()));
      assertEquals(0, rotation.get(10, TimeUnit.SECONDS).left());
    }
    assertEquals(3, opened(hoards, ring("k2")));
  }

  private static Secret openLate(
      Tx tx, TenantSecrets with, UUID id, CountDownLatch read, CountDownLatch go)
      throws InterruptedException {
    byte[] sealed = Vault.sealed(tx, id);
    read.countDown();
    assertTrue(go.await(20, TimeUnit.SECONDS));
    // Written back as it was read, as an update of a whole row would.
    Vault.put(tx, id, sealed);
    return with.open(tx, id.toString(), Vault.COLUMN, sealed);
  }

  private static boolean onlyByKey(Tx tx, int key) {
    return Vault.all(tx).values().stream()
        .allMatch(secret -> Sealed.parse(secret).keyId().equals(Integer.toString(key)));
  }

  @Test
  void what_cannot_be_read_is_kept_and_told_and_does_not_hold_up_the_master_key() {
    List<Hoard> hoards = filled(1, 3);
    TenantId tenant = hoards.getFirst().tenant();
    List<UUID> of = hoards.getFirst().ids();
    byte[] swapped = fixture.in(tenant, tx -> Vault.sealed(tx, of.get(1)));
    fixture.in(tenant, tx -> put(tx, of.get(0), swapped));

    Done done = rotated("k2");

    assertEquals(1, done.unreadable());
    assertEquals(1, done.left());
    assertEquals(Set.of(), done.needed());
    fixture.in(
        tenant,
        tx -> {
          assertEquals(2, TenantKeyRows.all(tx).size());
          TenantKeyRows.all(tx).forEach(row -> assertEquals("k2", TenantKeys.masterOf(row)));
          return true;
        });
    // Put right by hand, it opens, and the next rotation destroys the old data key.
    assertTrue(open(tenant, of.get(1), swapped, node()).reveal().startsWith(of.get(1).toString()));
    seal(tenant, of.get(0), node());
    assertEquals(0, rotated("k3").left());
  }

  @Test
  void after_a_lost_master_key_new_secrets_can_be_sealed() {
    List<Hoard> hoards = filled(1, 2);
    TenantId tenant = hoards.getFirst().tenant();
    List<UUID> of = hoards.getFirst().ids();
    file = List.of("other");
    assertThrows(UnreadableSecret.class, () -> seal(tenant, of.getFirst(), node()));

    Done done = rotation(fixture.ground().transactions()).run(() -> {}, d -> {}).orElseThrow();

    assertEquals(2, done.unreadable());
    assertEquals(Set.of("k1"), done.needed());
    of.forEach(id -> seal(tenant, id, node()));
    assertEquals(2, opened(hoards, ring("other")));
  }

  @Test
  void a_tenant_without_secrets_and_a_second_rotation_need_nothing() {
    fixture.tenant("empty");
    filled(1, 1);
    assertEquals(1, rotated("k2").tenants());
    assertEquals(0, rotated("k2").tenants());
  }

  @Test
  void one_rotation_at_a_time() {
    filled(1, 1);
    List<Optional<Done>> second = new ArrayList<>();
    Rotation rotation = rotation(fixture.ground().transactions());
    rotation.run(() -> second.add(rotation.run(() -> add("k9"), done -> {})), done -> {});
    assertEquals(List.of(Optional.empty()), second);
    assertEquals(List.of("k1"), file);
  }

  private List<Hoard> filled(int tenants, int each) {
    TenantSecrets node = node();
    List<Hoard> hoards = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      TenantId tenant = fixture.tenant("tenant " + i);
      List<UUID> ids = Stream.generate(UUID::randomUUID).limit(each).toList();
      fixture.in(
          tenant,
          tx -> {
            Vault.fill(tx, node, ids);
            return true;
          });
      hoards.add(new Hoard(tenant, ids));
    }
    return hoards;
  }

  /** How many open, with a process that has just started. */
  private long opened(List<Hoard> hoards, KeyRing ring) {
    TenantSecrets fresh = new TenantSecrets(ring, InstantSource.system());
    return hoards.stream()
        .mapToLong(h -> fixture.<Integer>in(h.tenant(), tx -> opened(tx, fresh)))
        .sum();
  }

  private static int opened(Tx tx, TenantSecrets with) {
    Map<UUID, byte[]> all = Vault.all(tx);
    all.forEach(
        (id, secret) ->
            assertTrue(
                with.open(tx, id.toString(), Vault.COLUMN, secret)
                    .reveal()
                    .startsWith(id.toString())));
    return all.size();
  }

  private Secret open(TenantId tenant, UUID id, byte[] sealed, TenantSecrets with) {
    return fixture.in(tenant, tx -> with.open(tx, id.toString(), Vault.COLUMN, sealed));
  }

  private void seal(TenantId tenant, UUID id, TenantSecrets with) {
    fixture.in(
        tenant, tx -> put(tx, id, with.seal(tx, id.toString(), Vault.COLUMN, Vault.clear(id))));
  }

  private static boolean put(Tx tx, UUID id, byte[] sealed) {
    Vault.put(tx, id, sealed);
    return true;
  }

  private Done rotated(String key) {
    return rotation(fixture.ground().transactions())
        .run(() -> add(key), this::retire)
        .orElseThrow();
  }

  private void add(String key) {
    if (file.size() == 1 && !file.contains(key)) {
      file = List.of(key, file.getFirst());
    }
    adding.reread();
  }

  private void retire(Done done) {
    file = List.of(done.master());
  }

  private KeyRing adding = KeyRing.fixed(keys(List.of("k1")));

  private Rotation rotation(Transactions transactions) {
    adding = current();
    return new Rotation(
        new TenantSecrets(adding, InstantSource.system()),
        fixture.ground().tenants(),
        fixture.ground().tenancy(),
        transactions,
        fixture.ground().across(),
        InstantSource.system());
  }

  /** A node that finds new keys in the file. */
  private TenantSecrets node() {
    return new TenantSecrets(current(), InstantSource.system());
  }

  private KeyRing current() {
    return new KeyRing(() -> keys(file));
  }

  private static KeyRing ring(String... ids) {
    return KeyRing.fixed(keys(List.of(ids)));
  }

  /** The key's bytes follow from its id. */
  private static MasterKeys keys(List<String> ids) {
    return MasterKeys.parse(
        Secret.of(String.join(",", ids.stream().map(RotationTest::entry).toList())));
  }

  private static String entry(String id) {
    byte[] key = new byte[32];
    IntStream.range(0, 32).forEach(i -> key[i] = (byte) (id.hashCode() >> (i % 4)));
    return id + ":" + Base64.getEncoder().encodeToString(key);
  }
}
