package org.upgradeharness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.RunFolder;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.Showing;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;
import org.upgradeharness.rollout.BalancerKit;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.WitnessSet;

/**
 * What all cases of a run share.
 *
 * @param request what was asked for
 * @param product the product under test
 * @param rules what a release may change and what is known
 * @param instruments what it measures with
 * @param from the old side
 * @param to the new side
 * @param sandbox the run's containers
 * @param upstream the peer of all gateways
 * @param files the run's temporary folder
 * @param secrets the run's secrets
 * @param timeline where every step is written down
 * @param stale known findings that did not appear
 * @param observer looks at releases through their API
 * @param others releases beside the two
 * @param balancer what a load balancer is made of
 * @param cluster what replicas in a cluster are made of, or null where no cluster was given
 */
public record Run(
        RunRequest request,
        Product product,
        JudgeRules rules,
        Instruments instruments,
        Side from,
        Side to,
        Sandbox sandbox,
        Upstream upstream,
        RunFolder files,
        Secrets secrets,
        Timeline timeline,
        StaleEntries stale,
        Observer observer,
        OtherSides others,
        BalancerKit balancer,
        ClusterKit cluster) {

    /** The product's witnesses. */
    WitnessSet witnesses() {
        return instruments.witnesses();
    }

    /**
     * Waits until a gateway is ready.
     *
     * @throws org.upgradeharness.gateway.NotServing if it is not in time
     * @throws BrokenEnvironment if the wait ended and it was never seen ready
     */
    void awaitReady(Gateway gateway) {
        instruments.awaitReady(gateway);
        Guards.waited(gateway);
    }

    /** How much of the data the report shows. */
    Showing showing() {
        return new Showing(!request.dumps().conceals());
    }

    /** What is written down of exchanges with a gateway. */
    Transcript transcript(EvidenceFolder evidence, String name) {
        return showing().values() ? evidence.transcript(name) : evidence.wordlessTranscript(name);
    }

    /** The evidence folder of a case, or of something that several cases share. */
    EvidenceFolder evidence(String name) {
        return EvidenceFolder.open(request.report().resolve("evidence").resolve(name), secrets);
    }

    /** Puts a backup into the report folder, for a run with {@code --dump}. */
    void saveDump(Path dump, String name) {
        String suffix = dump.getFileName().toString().replaceFirst("^.*\\.", ".");
        Path folder = request.report().resolve("dumps");
        try {
            Files.createDirectories(folder);
            Files.copy(dump, folder.resolve(name + suffix), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BrokenEnvironment("The dump " + dump + " cannot be put into " + folder + ": " + e + ".", e);
        }
    }

    Path folder(String name) {
        return files.folder(name);
    }

    /**
     * The side that a name in a feature stands for: GA is what is upgraded to, RC1 what is upgraded from, and a number is
     * itself.
     *
     * @throws UsageError if it is none of these
     */
    public Side side(String name) {
        return switch (name) {
            case "RC1" -> from;
            case "GA" -> to;
            default -> numbered(name);
        };
    }

    private Side numbered(String name) {
        if (!Version.isVersion(name)) {
            throw new UsageError(
                    "\"" + name
                            + "\" names no release in a feature: allowed are RC1 (--from), GA (--to) and a number such as 0.9.0.");
        }
        Version version = Version.parse(name);
        return version.equals(from.version()) ? from : version.equals(to.version()) ? to : others.get(version);
    }

    /** Begins to get the image of a release that a later case names by its number. */
    public void getAhead(Version version) {
        if (!version.equals(from.version()) && !version.equals(to.version())) {
            others.ahead(version);
        }
    }

    /** The releases between the two, which every upgrade of the run goes by way of; empty for a direct one. */
    List<Side> hops() {
        return request.via().stream().map(others::get).toList();
    }
}
