package dev.serai.route.deploy;

/**
 * How a file of {@code routes/} fares.
 *
 * @param file where it is: {@code sources/razorpay.camel.yaml}
 * @param id what it defines
 * @param kind {@code connector}, {@code source} or {@code sink}
 * @param started whether it is in use
 * @param fault why it is not; empty when it is; never a secret
 */
public record RouteStatus(String file, String id, String kind, boolean started, String fault) {}
