package io.concordat.spi.http;

/**
 * This edition does not have the feature. Core answers 501 with exactly {@code
 * {"success":false,"error":"<feature> is only available in Enterprise Edition."}}, before
 * authentication, method and body checks.
 *
 * @param feature {@code Calendar sync} or {@code Microsoft Teams integration}
 */
public record Unavailable(String feature) {}
