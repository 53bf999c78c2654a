package io.concordat.dist.bench;

import io.concordat.dist.process.Home;
import io.concordat.dist.process.Scratch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat bench}: one JSON object a line; not 0 when a floor is missed. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the assembled product beside limits taken in the same run.")
public final class BenchCommand implements Callable<Integer> {
  /** The benchmarks. */
  enum Name {
    IMPORT,
    ACK,
    PUSH,
    PUSH_GRAPH,
    FRESHNESS,
    FAIRNESS,
    NODES,
    AUTH,
    PAGES;

    static Name of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  @Parameters(
      arity = "0..1",
      description =
          "import, ack, push, push-graph, freshness, fairness, nodes, auth or pages; all"
              + " by default.")
  private @Nullable String name;

  @Option(names = "--runs", defaultValue = "5", description = "Runs after the warm-up.")
  private int runs;

  @Option(names = "--home", defaultValue = "", description = "Folder of the assembled product.")
  private String home = "";

  @Option(
      names = "--most-bytes",
      defaultValue = "300000",
      description = "Of a page, compressed, with its scripts and styles.")
  private int mostBytes;

  @Option(
      names = "--most-statements",
      defaultValue = "8",
      description = "Of the database, for a page.")
  private int mostStatements;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private boolean all = true;

  @Override
  public Integer call() throws IOException {
    for (Name each : wanted()) {
      Path folder = Scratch.folder("bench");
      measure(each, Home.of(home), folder);
      Scratch.spent(folder);
    }
    return all ? 0 : 1;
  }

  private void tell(Figure figure) {
    out.println(figure.json());
    all &= figure.holds();
  }

  private List<Name> wanted() {
    return name == null ? List.of(Name.values()) : List.of(Name.of(name));
  }

  private void measure(Name which, Home product, Path folder) {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    switch (which) {
      case IMPORT -> tell(new ImportBench(10_000, runs).run(product, folder));
      case ACK -> tell(new AckBench(1_000, runs).run(product, folder));
      case PUSH -> tell(new PushBench(50, 10, runs, today).run(product, folder));
      case PUSH_GRAPH -> graph(product, folder, today);
      case FRESHNESS -> tell(new FreshnessBench(runs, today).run(product, folder));
      case FAIRNESS -> tell(new FairnessBench(runs, today).run(product, folder));
      case NODES -> tell(new NodesBench(runs, today).run(product, folder));
      case AUTH -> new AuthBench(runs).run(product, folder).forEach(this::tell);
      case PAGES -> pages(product, folder);
    }
  }

  private void pages(Home product, Path folder) {
    var limits = new PagesBench.Limits(mostBytes, mostStatements);
    var pace = new PagesBench.Pace(30, Math.max(runs, 15), 9);
    new PagesBench(pace, new BigTenant.Size(10_000, 50, 200), limits)
        .run(product, folder, this::tell);
  }

  private void graph(Home product, Path folder, LocalDate today) {
    tell(new GraphWindowBench(30_000, today).run(product, folder.resolve("window")));
    new PushGraphBench(1_000, runs, today)
        .run(product, folder.resolve("pace"), List.of(50, 300), this::tell);
  }
}
