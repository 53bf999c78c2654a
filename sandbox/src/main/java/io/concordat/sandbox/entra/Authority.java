package io.concordat.sandbox.entra;

/** The first part of a sign-in path: one directory, or whichever the person belongs to. */
sealed interface Authority {
  /** Whether people of this directory may sign in here. */
  boolean takes(String directoryId);

  /** As the path has it. */
  String name();

  static Authority of(String segment, Registry registry) {
    return switch (segment) {
      case "common", "organizations" -> new Shared(segment);
      case "consumers" -> throw new AadError(9002331);
      default ->
          registry
              .directory(segment)
              .<Authority>map(Home::new)
              .orElseThrow(() -> new AadError(90002, "Tenant '" + segment + "' not found."));
    };
  }

  /** One directory. */
  record Home(Directory directory) implements Authority {
    @Override
    public boolean takes(String directoryId) {
      return directory.id().equals(directoryId);
    }

    @Override
    public String name() {
      return directory.id();
    }
  }

  /** {@code common} and {@code organizations}; the twin has no personal accounts. */
  record Shared(String name) implements Authority {
    @Override
    public boolean takes(String directoryId) {
      return true;
    }
  }

  /** The app as this authority knows it. */
  default App app(String clientId, Registry registry) {
    App app =
        registry
            .app(clientId)
            .orElseThrow(
                () ->
                    new AadError(
                        700016,
                        "Application with identifier '%s' was not found in the directory '%s'."
                            .formatted(clientId, name())));
    if (app.disabled()) {
      throw new AadError(7000112);
    }
    switch (this) {
      case Home(var directory) when !app.serves(directory.id()) ->
          throw new AadError(
              700016,
              "Application with identifier '%s' was not found in the directory '%s'."
                  .formatted(clientId, directory.id()));
      case Shared _ when !app.multiTenant() -> throw new AadError(50194);
      case Home _, Shared _ -> {}
    }
    return app;
  }
}
