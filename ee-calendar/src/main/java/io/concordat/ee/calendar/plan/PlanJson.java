package io.concordat.ee.calendar.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.sync.Act;
import io.concordat.ee.calendar.sync.Act.Side;
import io.concordat.ee.calendar.sync.Act.Verb;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** A plan as people see it: how much, what it costs, and some of it. */
final class PlanJson {
  private static final int SAMPLES = 20;
  private static final int OF_A_KIND = 5;

  private PlanJson() {}

  /** As lists show it. */
  static ObjectNode brief(Plan plan) {
    ObjectNode node = ProviderJson.object();
    node.put("id", plan.id().toString());
    node.put("providerId", plan.provider().toString());
    node.put("kind", plan.kind().stored());
    node.put("state", plan.state().stored());
    node.put("requestedAt", plan.requestedAt().toString());
    node.put("readyAt", ProviderJson.time(plan.readyAt()));
    node.put("errorCode", ProviderJson.orNull(plan.error()));
    return node.put("runId", plan.run().map(UUID::toString).orElse(null));
  }

  static ObjectNode write(Plan plan) {
    ObjectNode node = brief(plan);
    List<Act> acts = plan.acts();
    side(node.putObject("here"), acts, Side.HERE);
    side(node.putObject("there"), acts, Side.THERE);
    node.put("conflicts", count(acts, Verb.CONFLICT));
    node.put("refusals", count(acts, Verb.REFUSE));
    node.put("held", count(acts, Verb.HOLD));
    node.put("mails", acts.stream().filter(Act::mails).count());
    node.putObject("cost").put("requests", plan.requests()).put("seconds", plan.seconds());
    plan.questions().forEach(node.putArray("questions")::add);
    samples(node.putArray("samples"), acts);
    plan.changed()
        .ifPresentOrElse(
            changed -> changed(node.putObject("changed"), changed), () -> node.putNull("changed"));
    return node;
  }

  private static void side(ObjectNode node, List<Act> acts, Side side) {
    var some = acts.stream().filter(act -> act.side() == side).toList();
    node.put("creates", count(some, Verb.CREATE));
    node.put("updates", count(some, Verb.UPDATE));
    node.put("deletes", count(some, Verb.DELETE));
  }

  private static long count(List<Act> acts, Verb verb) {
    return acts.stream().filter(act -> act.verb() == verb).count();
  }

  private static void changed(ObjectNode node, Plan.Changed changed) {
    node.put("more", changed.more().size()).put("fewer", changed.fewer().size());
    samples(node.putArray("samples"), changed.more());
  }

  /** Some of every kind, what is most to be feared first. */
  private static void samples(ArrayNode node, List<Act> acts) {
    var order =
        List.of(Verb.DELETE, Verb.CONFLICT, Verb.REFUSE, Verb.HOLD, Verb.CREATE, Verb.UPDATE);
    order.stream()
        .flatMap(
            verb ->
                acts.stream()
                    .filter(act -> act.verb() == verb)
                    .sorted(Comparator.comparing(Act::start).thenComparing(Act::key))
                    .limit(OF_A_KIND))
        .limit(SAMPLES)
        .forEach(act -> node.add(ActJson.shown(act)));
  }
}
