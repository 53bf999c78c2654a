package io.concordat.app.settings;

import io.concordat.spi.Addresses;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What an operator can set, checked as a whole before anything else starts. */
public final class Settings {
  private static final String PUBLIC_URL = "CONCORDAT_PUBLIC_URL";
  private static final String DATABASE_URL = "CONCORDAT_DATABASE_URL";
  private static final String DATABASE_USER = "CONCORDAT_DATABASE_USER";
  private static final String DATABASE_PASSWORD = "CONCORDAT_DATABASE_PASSWORD";
  private static final String APP_USER = "CONCORDAT_DATABASE_APP_USER";
  private static final String APP_PASSWORD = "CONCORDAT_DATABASE_APP_PASSWORD";
  private static final String POOL_SIZE = "CONCORDAT_DATABASE_POOL_SIZE";
  private static final String ENCRYPTION_KEY = "CONCORDAT_ENCRYPTION_KEY";
  private static final String JOB_THREADS = "CONCORDAT_JOB_THREADS";
  private static final String AUDIT_DAYS = "CONCORDAT_AUDIT_RETENTION_DAYS";
  private static final String GOOGLE_OAUTH = "CONCORDAT_GOOGLE_OAUTH_BASE_URL";
  private static final String GOOGLE_API = "CONCORDAT_GOOGLE_API_BASE_URL";
  private static final String MICROSOFT_LOGIN = "CONCORDAT_MICROSOFT_LOGIN_BASE_URL";
  private static final String GRAPH = "CONCORDAT_GRAPH_BASE_URL";

  private static final Set<String> KNOWN =
      Set.of(
          PUBLIC_URL,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          APP_USER,
          APP_PASSWORD,
          POOL_SIZE,
          ENCRYPTION_KEY,
          JOB_THREADS,
          AUDIT_DAYS,
          GOOGLE_OAUTH,
          GOOGLE_API,
          MICROSOFT_LOGIN,
          GRAPH,
          "CONCORDAT_TRUSTED_PROXIES",
          "CONCORDAT_SMTP_URL",
          "CONCORDAT_MAIL_FROM",
          "CONCORDAT_DNS_SERVER");

  private final Path folder;
  private final SettingSource source;
  private final Addresses addresses;
  private final Optional<ExternalDatabase> database;
  private final int poolSize;
  private final int jobThreads;
  private final int auditDays;

  private Settings(Path folder, int port, SettingSource source) {
    this.folder = folder;
    this.source = source;
    this.addresses = addresses(source, port);
    this.database = source.get(DATABASE_URL).map(url -> external(source, url));
    this.poolSize = number(source, POOL_SIZE, 24, 4, 500);
    this.jobThreads = number(source, JOB_THREADS, 10, 1, 200);
    this.auditDays = number(source, AUDIT_DAYS, 400, 7, 36_500);
    if (database.isPresent() && source.get(ENCRYPTION_KEY).isEmpty()) {
      throw new CannotStart(
          ENCRYPTION_KEY
              + " must be set when "
              + DATABASE_URL
              + " is; make one with: echo \"k1:$(openssl rand -base64 32)\"");
    }
  }

  /**
   * @param folder the data folder, where {@code concordat.yml} lies
   * @param port where the product listens, for the public address when none is set
   */
  public static Settings read(Map<String, String> environment, Path folder, int port) {
    Path data = folder.toAbsolutePath().normalize();
    return new Settings(data, port, SettingSource.read(environment, data, KNOWN));
  }

  /** The data folder, absolute. */
  public Path folder() {
    return folder;
  }

  public Addresses addresses() {
    return addresses;
  }

  /** Empty: the embedded PostgreSQL of the data folder. */
  public Optional<ExternalDatabase> database() {
    return database;
  }

  /** The key ring, {@code id:base64[,id:base64]}. */
  public Optional<Secret> encryptionKey() {
    return source.get(ENCRYPTION_KEY).map(Secret::of);
  }

  public int poolSize() {
    return poolSize;
  }

  public int jobThreads() {
    return jobThreads;
  }

  /** For how many days the tenants' audit logs are kept. */
  public int auditDays() {
    return auditDays;
  }

  /** Any setting by its environment name, for plugins. */
  public Optional<String> setting(String name) {
    return source.get(name);
  }

  /**
   * A PostgreSQL that somebody else runs.
   *
   * @param user the owner role
   * @param app the running role, when the operator made it; else the owner makes one
   */
  public record ExternalDatabase(
      String url, String user, Secret password, Optional<Credentials> app) {}

  public record Credentials(String user, Secret password) {}

  private static ExternalDatabase external(SettingSource source, String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new CannotStart(DATABASE_URL + " must look like jdbc:postgresql://host:5432/database.");
    }
    String user = required(source, DATABASE_USER, DATABASE_URL);
    Secret password = Secret.of(required(source, DATABASE_PASSWORD, DATABASE_URL));
    Optional<Credentials> app =
        source
            .get(APP_USER)
            .map(
                name -> new Credentials(name, Secret.of(required(source, APP_PASSWORD, APP_USER))));
    return new ExternalDatabase(url, user, password, app);
  }

  private static String required(SettingSource source, String name, String because) {
    return source
        .get(name)
        .orElseThrow(() -> new CannotStart(name + " must be set when " + because + " is."));
  }

  private static Addresses addresses(SettingSource source, int port) {
    Function<String, Function<String, URI>> at =
        fallback -> name -> url(name, source.get(name).orElse(fallback));
    return new Addresses(
        at.apply("http://localhost:" + port).apply(PUBLIC_URL),
        at.apply("https://accounts.google.com").apply(GOOGLE_OAUTH),
        at.apply("https://oauth2.googleapis.com").apply(GOOGLE_OAUTH),
        at.apply("https://www.googleapis.com").apply(GOOGLE_API),
        at.apply("https://login.microsoftonline.com").apply(MICROSOFT_LOGIN),
        at.apply("https://graph.microsoft.com").apply(GRAPH));
  }

  private static URI url(String name, String text) {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new CannotStart(badUrl(name), e);
    }
    throw new CannotStart(badUrl(name));
  }

  private static String badUrl(String name) {
    return name + " must be an http or https address such as https://concordat.example.com.";
  }

  private static int number(SettingSource source, String name, int fallback, int min, int max) {
    String text = source.get(name).orElse(Integer.toString(fallback));
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new CannotStart(badNumber(name, min, max), e);
    }
    throw new CannotStart(badNumber(name, min, max));
  }

  private static String badNumber(String name, int min, int max) {
    return "%s must be a whole number from %d to %d.".formatted(name, min, max);
  }
}
