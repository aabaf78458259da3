package org.upgradeharness.rollout;

import java.util.concurrent.Callable;

/** Is told what is done and how long it takes. */
@FunctionalInterface
public interface Steps {
    /** Does it as a step of that name. */
    <T> T step(String name, Callable<T> body);
}
