package io.concordat.web.sso;

import static io.concordat.web.sso.Case.attempt;
import static io.concordat.web.sso.SignInHouse.parameter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Forged tokens, and tokens that are not for us. */
record TokenCases(Scene scene) {
  List<Case> all() {
    List<Case> all = new ArrayList<>();
    all.addAll(tokens());
    all.addAll(claims());
    return all;
  }

  private List<Case> tokens() {
    return List.of(
        attempt(
            "signed by another key of the same name",
            "wrong_signature",
            () -> scene.forged("{'signature':'wrong'}")),
        attempt("alg none", "wrong_algorithm", () -> scene.forged("{'signature':'none'}")),
        attempt(
            "HS256 with the public key",
            "wrong_algorithm",
            () -> scene.forged("{'signature':'hs256'}")),
        attempt(
            "a key that nobody published",
            "unknown_key",
            () -> scene.forged("{'signature':'unknownKey'}")));
  }

  private List<Case> claims() {
    String foreign = UUID.randomUUID().toString();
    String microsoft = "https://login.microsoftonline.com/";
    return List.of(
        attempt(
            "issuer elsewhere",
            "foreign_issuer",
            () -> scene.claiming("'iss':'https://evil.example/v2.0'")),
        attempt(
            "issuer of another directory",
            "foreign_issuer",
            () -> scene.claiming("'iss':'" + microsoft + foreign + "/v2.0'")),
        attempt(
            "another directory, consistently",
            "foreign_issuer",
            () ->
                scene.claiming("'tid':'" + foreign + "','iss':'" + microsoft + foreign + "/v2.0'")),
        attempt(
            "tid of another directory",
            "foreign_issuer",
            () -> scene.claiming("'tid':'" + foreign + "'")),
        attempt("no tid", "foreign_issuer", () -> scene.claiming("'tid':null")),
        attempt("no issuer", "foreign_issuer", () -> scene.claiming("'iss':null")),
        attempt(
            "for another app", "foreign_audience", () -> scene.claiming("'aud':'" + foreign + "'")),
        attempt(
            "for two apps, and no party named",
            "foreign_audience",
            () -> scene.claiming("'aud':['" + foreign + "','" + scene.house().clientId() + "']")),
        attempt(
            "given to another app",
            "foreign_audience",
            () -> scene.claiming("'azp':'" + foreign + "'")),
        attempt(
            "nonce of an earlier sign-in",
            "wrong_nonce",
            () ->
                scene.claiming(
                    "'nonce':'"
                        + parameter(
                            scene.house().start(scene.house().browser()).toString(), "nonce")
                        + "'")),
        attempt("no nonce", "wrong_nonce", () -> scene.claiming("'nonce':null")),
        attempt(
            "expired",
            "expired",
            () -> scene.claiming("'exp':" + scene.at(Duration.ofMinutes(-6)))),
        attempt("never expires", "expired", () -> scene.claiming("'exp':null")),
        attempt(
            "not valid yet",
            "not_yet_valid",
            () -> scene.claiming("'nbf':" + scene.at(Duration.ofMinutes(6)))),
        attempt(
            "issued in the future",
            "not_yet_valid",
            () -> scene.claiming("'iat':" + scene.at(Duration.ofMinutes(6)))),
        attempt("of version 1", "wrong_version", () -> scene.claiming("'ver':'1.0'")),
        attempt("of nobody", "token_malformed", () -> scene.claiming("'oid':null")),
        attempt("oid that is no id", "token_malformed", () -> scene.claiming("'oid':'../x'")),
        attempt(
            "times that are no times",
            "token_malformed",
            () -> scene.claiming("'exp':'tomorrow'")));
  }
}
