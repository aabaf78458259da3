package org.upgradeharness.judge;

/** What a case or a run ends with. */
public enum Verdict {
    /** Everything was judged and nothing stands against the product. */
    PASSED,
    /** The product under test is at fault. */
    FAILED,
    /** The environment or the harness is at fault; says nothing about the product. */
    BROKEN,
    /** Not run, with a reason; never counts as a pass. */
    SKIPPED
}
