package org.upgradeharness.config;

/**
 * What is said to the JDK's HTTP client for the whole process. The JDK reads it once, at the first request of anybody: whoever
 * makes a client calls this first, or the next one could not say that a connection is to be closed.
 */
public final class JdkHttp {
    private JdkHttp() {}

    /** Repeat nothing in silence, and let a request ask for its connection to be closed. */
    public static void settle() {
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
    }
}
