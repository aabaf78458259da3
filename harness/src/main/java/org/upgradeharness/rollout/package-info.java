/** How old becomes new while others go on asking: replicas behind a load balancer, replaced one by one. */
package org.upgradeharness.rollout;
