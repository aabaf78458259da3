package org.upgradeharness.kubernetes;

import java.nio.file.Path;

/**
 * Which cluster a person gives a run, and how to get on with it.
 *
 * @param kubeconfig the file that tells how it is reached
 * @param context a context of that file, or null for its current one
 * @param loadCommand what brings an image of this machine into the cluster's nodes, or null where they have it or pull it
 * @param nodeAddress where a Service of type NodePort answers, or null for the host of the API server
 */
public record ClusterRequest(Path kubeconfig, String context, String loadCommand, String nodeAddress) {}
