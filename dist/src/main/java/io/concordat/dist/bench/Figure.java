package io.concordat.dist.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Rest;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome of one benchmark.
 *
 * @param ratio figure to limit
 * @param further counts with their floors; every one of them must hold
 */
record Figure(
    String name,
    String unit,
    Samples figure,
    String limitName,
    Samples limit,
    double ratio,
    double floor,
    Map<String, Object> further,
    boolean holds) {

  /** One line of JSON. */
  String json() {
    ObjectNode json = Rest.object();
    json.put("name", name).put("figure", Samples.round(figure.median())).put("unit", unit);
    json.put("limit", Samples.round(limit.median())).put("limitIs", limitName);
    json.put("ratio", Samples.round(ratio)).put("floor", floor).put("holds", holds);
    json.put("spread", Samples.round(figure.spread()));
    json.put("limitSpread", Samples.round(limit.spread()));
    figure.rounded().forEach(json.putArray("runs")::add);
    limit.rounded().forEach(json.putArray("limitRuns")::add);
    new TreeMap<>(further).forEach(json::putPOJO);
    return json.toString();
  }
}
