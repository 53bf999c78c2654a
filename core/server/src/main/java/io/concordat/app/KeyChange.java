package io.concordat.app;

import io.concordat.secret.KeyRing;
import io.concordat.secret.Rotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code admin rotate-keys}: adds a key, has everything sealed again, takes the old key away. */
final class KeyChange {
  private final Ground ground;
  private final KeyRing ring;
  private final Optional<KeyFile> file;

  KeyChange(Ground ground) {
    this.ground = ground;
    this.ring = ground.keyRing();
    this.file =
        ground.settings().encryptionKey().isPresent()
            ? Optional.empty()
            : Optional.of(new KeyFile(ground.settings().folder()));
  }

  Map<String, Object> rotate() {
    Rotation rotation =
        new Rotation(
            ground.secrets(),
            ground.tenants(),
            ground.tenancy(),
            ground.transactions(),
            ground.across(),
            ground.clock());
    return rotation
        .run(this::add, this::ended)
        .map(this::told)
        .orElseThrow(() -> new BadInput("Another rotation is running; wait for it."));
  }

  private void add() {
    file.ifPresent(
        keys -> {
          keys.add();
          ring.reread();
        });
  }

  private void ended(Rotation.Done done) {
    retire(done);
    ground.audit().done("keys_rotated", done.master());
  }

  /** Whatever still needs an old key keeps it. */
  private void retire(Rotation.Done done) {
    if (spare(done).size() == ring.now().ids().size() - 1) {
      file.ifPresent(keys -> keys.keepOnly(done.master()));
    }
  }

  private List<String> spare(Rotation.Done done) {
    List<String> spare = new ArrayList<>(ring.now().ids());
    spare.remove(done.master());
    spare.removeAll(done.needed());
    return spare;
  }

  private Map<String, Object> told(Rotation.Done done) {
    List<String> spare = spare(done);
    if (file.isEmpty() && ring.now().ids().size() == 1 && done.tenants() == 0) {
      throw new BadInput(
          "CONCORDAT_ENCRYPTION_KEY has one key, and everything is by it: put a new one in front (new:base64,old:base64), restart every node with both, then run this again.");
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("masterKey", done.master());
    told.put("retired", spare);
    told.put("tenants", done.tenants());
    told.put("secrets", done.secrets());
    told.put("unreadable", done.unreadable());
    told.put("dataKeysLeft", done.left());
    told.put("next", next(done, spare));
    return told;
  }

  private String next(Rotation.Done done, List<String> spare) {
    if (!done.needed().isEmpty()) {
      return "Secrets by the master keys %s cannot be read; put the keys back into the ring and run this again, or enter those secrets anew."
          .formatted(String.join(", ", done.needed()));
    }
    if (done.left() > 0 && done.unreadable() == 0) {
      return "A transaction did not end: run this again to destroy the data keys that are left.";
    }
    return file.isPresent() || spare.isEmpty()
        ? "Nothing. Keep a copy of the new key file; backups from before need the old one."
        : "Remove %s from CONCORDAT_ENCRYPTION_KEY; keep it apart for as long as you keep backups from before."
            .formatted(String.join(", ", spare));
  }
}
