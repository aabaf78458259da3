package org.upgradeharness.product;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** Something in a product's description that holds for a range of releases only. */
interface Ranged {
    /** First release it holds for, or null. */
    Version since();

    /** First release it no longer holds for, or null. */
    Version before();

    /** The range as a value. */
    @JsonIgnore
    default VersionRange range() {
        return new VersionRange(since(), before());
    }
}
