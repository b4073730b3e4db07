package dev.serai.reconcile;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where providers are asked for events.
 *
 * @param stripeUrl Stripe's API
 * @param razorpayUrl Razorpay's
 * @param githubUrl GitHub's
 */
@ConfigurationProperties(prefix = "serai.reconcile", ignoreUnknownFields = false)
record ReconcileProperties(
        @DefaultValue("https://api.stripe.com") URI stripeUrl,
        @DefaultValue("https://api.razorpay.com") URI razorpayUrl,
        @DefaultValue("https://api.github.com") URI githubUrl) {}
