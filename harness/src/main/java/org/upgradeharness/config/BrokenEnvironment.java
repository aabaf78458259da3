package org.upgradeharness.config;

/** The environment or the harness is at fault, not the product: verdict BROKEN, exit code 3. */
public class BrokenEnvironment extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenEnvironment(String sentence) {
        super(sentence);
    }

    public BrokenEnvironment(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
