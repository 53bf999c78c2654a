package io.concordat.sandbox.entra;

/**
 * A person of a directory.
 *
 * @param oid what the directory calls the person for ever
 */
public record Account(String oid, String email, String name, String directoryId) {}
