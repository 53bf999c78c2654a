package io.concordat.sandbox.entra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The directories with their people, and the applications. */
public final class Registry {
  private final Map<String, Directory> directories = new LinkedHashMap<>();
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Integer> refusals = new LinkedHashMap<>();

  public synchronized void reset() {
    directories.clear();
    apps.clear();
    accounts.clear();
    refusals.clear();
  }

  /** Makes a directory or changes the known one. */
  public synchronized Directory put(Directory directory) {
    directories.put(directory.id(), directory);
    return directory;
  }

  /** By id or by domain. */
  public synchronized Optional<Directory> directory(String name) {
    return directories.values().stream().filter(d -> d.answersTo(name)).findFirst();
  }

  public synchronized List<Directory> directories() {
    return List.copyOf(directories.values());
  }

  public Directory newDirectory(String domain) {
    return put(new Directory(UUID.randomUUID().toString(), Set.of(domain), false));
  }

  public synchronized void register(App app) {
    apps.put(app.id(), app);
  }

  public synchronized boolean remove(String clientId) {
    return apps.remove(clientId) != null;
  }

  public synchronized Optional<App> app(String clientId) {
    return Optional.ofNullable(apps.get(clientId));
  }

  synchronized boolean isRedirect(String uri) {
    return apps.values().stream().anyMatch(app -> app.redirectsTo(uri));
  }

  /** The account of this address; it is made in the directory when it is not there yet. */
  public synchronized Account account(String email, Optional<String> name, Directory directory) {
    Account old = accounts.get(key(email));
    String oid = old == null ? UUID.randomUUID().toString() : old.oid();
    String home = old == null ? directory.id() : old.directoryId();
    String spoken = name.orElse(old == null ? email.substring(0, email.indexOf('@')) : old.name());
    Account account = new Account(oid, email, spoken, home);
    accounts.put(key(email), account);
    own(home, email.substring(email.indexOf('@') + 1));
    return account;
  }

  /** A domain belongs to the directory whose people use it first. */
  private void own(String directoryId, String domain) {
    Directory home = Optional.ofNullable(directories.get(directoryId)).orElseThrow();
    if (directory(domain).isEmpty()) {
      Set<String> domains = new LinkedHashSet<>(home.domains());
      domains.add(domain.toLowerCase(Locale.ROOT));
      put(new Directory(home.id(), domains, home.adminConsentOnly()));
    }
  }

  /** By address or by object id. */
  public synchronized Optional<Account> account(String name) {
    return Optional.ofNullable(accounts.get(key(name)))
        .or(() -> accounts.values().stream().filter(a -> a.oid().equals(name)).findFirst());
  }

  public synchronized List<Account> accounts() {
    return List.copyOf(accounts.values());
  }

  synchronized List<Account> accountsOf(Authority authority) {
    List<Account> here = new ArrayList<>(accounts.values());
    here.removeIf(account -> !authority.takes(account.directoryId()));
    return here;
  }

  /** Every sign-in and refresh of the account meets this AADSTS code until it is taken away. */
  public synchronized void refuse(String email, Optional<Integer> code) {
    code.ifPresentOrElse(c -> refusals.put(key(email), c), () -> refusals.remove(key(email)));
  }

  synchronized Optional<Integer> refusal(Account account) {
    return Optional.ofNullable(refusals.get(key(account.email())));
  }

  private static String key(String email) {
    return email.toLowerCase(Locale.ROOT);
  }
}
