package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One account's calendars. Guarded by the lock of {@link Mailboxes}. */
final class Mailbox {
  private final String userId;
  private final String email;
  private final String directoryId;
  private final Zone zone;
  private final Map<String, Folder> folders = new LinkedHashMap<>();
  private final Map<String, String> transactions = new LinkedHashMap<>();
  private final Map<String, String> uids = new LinkedHashMap<>();
  private final Folder standard;
  private volatile String generation = UUID.randomUUID().toString();

  Mailbox(String userId, String email, String directoryId, Zone zone) {
    this.userId = userId;
    this.email = email;
    this.directoryId = directoryId;
    this.zone = zone;
    this.standard = add("Calendar", true, true);
  }

  Folder add(String name, boolean isDefault, boolean canEdit) {
    Folder folder =
        new Folder("AAMkAGI2" + Ids.newKey() + "AAAAAAEGAAA=", name, isDefault, canEdit);
    folders.put(folder.id(), folder);
    return folder;
  }

  String userId() {
    return userId;
  }

  String email() {
    return email;
  }

  String directoryId() {
    return directoryId;
  }

  Zone zone() {
    return zone;
  }

  Folder standard() {
    return standard;
  }

  Collection<Folder> folders() {
    return folders.values();
  }

  Folder folder(String id) {
    return Optional.ofNullable(folders.get(id)).orElseThrow(GraphError::itemNotFound);
  }

  /** The folder an item lies in; an id that names another folder is dead. */
  Optional<Folder> folderOf(Ids.Ref ref) {
    return folders.values().stream()
        .filter(folder -> folder.item(ref.key()).isPresent())
        .filter(folder -> ref.tag().isEmpty() || ref.tag().get() == folder.tag())
        .findFirst();
  }

  Map<String, String> transactions() {
    return transactions;
  }

  /** Keys of single events and masters by their iCalendar UID. */
  Map<String, String> uids() {
    return uids;
  }

  String generation() {
    return generation;
  }

  void expireDeltas() {
    generation = UUID.randomUUID().toString();
  }

  String displayName() {
    return email.substring(0, email.indexOf('@'));
  }

  ObjectNode address() {
    return Json.object().put("name", displayName()).put("address", email);
  }

  ObjectNode recipient() {
    ObjectNode json = Json.object();
    json.set("emailAddress", address());
    return json;
  }
}
