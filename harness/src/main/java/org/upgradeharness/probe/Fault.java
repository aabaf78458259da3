package org.upgradeharness.probe;

/**
 * Why a request failed.
 *
 * @param kind its class
 * @param detail what was seen, in a few words
 */
public record Fault(FaultClass kind, String detail) {
    private static final int SHOWN = 160;

    public Fault {
        detail = detail.length() > SHOWN ? detail.substring(0, SHOWN) + "…" : detail;
    }
}
