package io.concordat.dist.traps;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Scratch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat traps}: every planted mistake must be caught by the test that it names. */
@Command(
    name = "traps",
    mixinStandardHelpOptions = true,
    description = "Plants each known mistake in a copy and expects the named test to fail.")
public final class TrapsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TRAP", description = "Some only: T7, or the start of a file's name.")
  private List<String> some = new ArrayList<>();

  @Option(names = "--without-control", description = "Trust that the tests pass unspoilt.")
  private boolean trusting;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Integer call() throws IOException {
    Path repository = Path.of(System.getProperty("concordat.home", ".")).toAbsolutePath();
    List<Trap> traps = chosen(Trap.in(repository.resolve("dist").resolve("traps")));
    Path scratch = Scratch.folder("traps");
    Copy copy = Copy.of(repository, scratch);
    System.err.println("builds in " + scratch + ", " + traps.size() + " traps");
    boolean sound = trusting || control(copy, traps);
    boolean all = sound && missed(copy, traps).isEmpty();
    if (all) {
      Scratch.spent(scratch);
    }
    return all ? 0 : 1;
  }

  private List<Trap> chosen(List<Trap> all) {
    List<Trap> chosen =
        some.isEmpty()
            ? all
            : all.stream().filter(trap -> some.stream().anyMatch(name -> is(trap, name))).toList();
    if (chosen.isEmpty()) {
      throw new Surprise("no trap is called " + String.join(" or ", some));
    }
    return chosen;
  }

  private static boolean is(Trap trap, String name) {
    return trap.number().equals(name)
        || String.valueOf(trap.patch().getFileName()).startsWith(name);
  }

  /** A test that fails anyway catches nothing. */
  private boolean control(Copy copy, List<Trap> traps) {
    boolean sound = true;
    for (var run : runs(traps).entrySet()) {
      String tests =
          run.getValue().stream().map(Trap::test).distinct().collect(Collectors.joining(","));
      Verdict verdict = copy.test(run.getKey().module(), tests, run.getKey().flags());
      if (verdict != Verdict.PASSED) {
        System.err.println(
            "unspoilt, " + tests + " of " + run.getKey().module() + " " + words(verdict, copy));
        sound = false;
      }
    }
    return sound;
  }

  private record With(String module, List<String> flags) {}

  private static Map<With, List<Trap>> runs(List<Trap> traps) {
    return traps.stream()
        .collect(
            Collectors.groupingBy(
                trap -> new With(trap.module(), trap.flags()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private List<Trap> missed(Copy copy, List<Trap> traps) {
    var missed = new ArrayList<Trap>();
    for (Trap trap : traps) {
      copy.plant(trap);
      Verdict verdict = copy.test(trap.module(), trap.test(), trap.flags());
      copy.remove(trap);
      tell(trap, verdict);
      if (verdict != Verdict.FAILED) {
        System.err.println(trap.number() + ": " + trap.test() + " " + words(verdict, copy));
        missed.add(trap);
      }
    }
    return missed;
  }

  private void tell(Trap trap, Verdict verdict) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("trap", trap.number());
    line.put("title", trap.title()).put("test", trap.named());
    out.println(line.put("caught", verdict == Verdict.FAILED));
  }

  private static String words(Verdict verdict, Copy copy) {
    return switch (verdict) {
      case PASSED -> "passes";
      case FAILED -> "fails: see " + copy.log();
      case NOT_RUN -> "did not run: see " + copy.log();
    };
  }
}
