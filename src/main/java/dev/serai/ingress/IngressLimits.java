package dev.serai.ingress;

/**
 * The limits of what comes in.
 *
 * @param bodyBytesMax how large one request may be
 * @param batchMax how many events one request of the publish API may bring
 */
public record IngressLimits(int bodyBytesMax, int batchMax) {}
