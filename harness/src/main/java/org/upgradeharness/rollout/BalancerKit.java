package org.upgradeharness.rollout;

import java.util.function.Supplier;

/**
 * What a load balancer is made of.
 *
 * @param image gets its image when the first one is started, and the same one afterwards
 * @param configuration its configuration without replicas
 */
public record BalancerKit(Supplier<String> image, String configuration) {}
