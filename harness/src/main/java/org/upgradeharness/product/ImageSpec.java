package org.upgradeharness.product;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the image of a release is got.
 *
 * @param containerfile name of the file beside {@code product.yaml} from which an image is built
 * @param python the interpreter inside the image in which the product is installed
 * @param registry where published images are looked for, or null
 * @param requirements what an installation from the package index needs beside the package, by range
 * @param source what releases are made of where they are in no package index, or null
 */
public record ImageSpec(
        String containerfile, String python, Registry registry, List<Requirement> requirements, Source source) {
    public ImageSpec {
        requirements = requirements == null ? List.of() : List.copyOf(requirements);
        if (source != null && (registry != null || !requirements.isEmpty())) {
            throw new IllegalArgumentException("with \"source\" there is neither \"registry\" nor \"requirements\"");
        }
    }

    /**
     * A tree of files of which every release is made. What all releases need beside it is an image of its own, made once.
     *
     * @param folder the folder beside {@code product.yaml}; the build sees it under this name
     * @param dependencies name of the file beside {@code product.yaml} from which the image with the libraries is built
     * @param requirements name of the file beside {@code product.yaml} with the libraries
     * @param releases the releases that can be made, oldest first
     */
    public record Source(String folder, String dependencies, String requirements, List<Version> releases) {
        public Source {
            releases = List.copyOf(releases);
        }

        /** The newest that is no pre-release, if there is one. */
        public Optional<Version> latest() {
            return releases.stream().filter(v -> !v.isPreRelease()).max(Comparator.naturalOrder());
        }
    }

    /** The published images: repository, spellings of tags by range, and tags known by commit. */
    public record Registry(String repository, List<Tags> tags, Map<String, String> commits) {
        public Registry {
            tags = tags == null ? List.of() : List.copyOf(tags);
            commits = commits == null ? Map.of() : Map.copyOf(commits);
        }

        /** The image names to try for a release, best first. */
        public List<String> candidates(Version version) {
            List<String> names = new ArrayList<>();
            for (Tags ranged : tags) {
                if (ranged.range().contains(version)) {
                    for (String tag : ranged.tags()) {
                        names.add(repository + ":"
                                + tag.replace("{version}", version.toString())
                                        .replace("{dashed}", spelled(version, "-"))
                                        .replace("{compact}", spelled(version, "")));
                    }
                }
            }
            commits.forEach((release, commit) -> {
                if (Version.parse(release).equals(version)) {
                    names.add(repository + ":" + commit);
                }
            });
            return List.copyOf(names);
        }

        private static String spelled(Version version, String separator) {
            return version.toString()
                    .replaceFirst("(?<=\\d)rc(\\d+)", "-RC" + separator + "$1")
                    .replaceFirst("(?<=\\d)b(\\d+)", "-BETA" + separator + "$1")
                    .replaceFirst("(?<=\\d)a(\\d+)", "-ALPHA" + separator + "$1");
        }
    }

    /** Spellings of a tag in a range of releases. */
    public record Tags(Version since, Version before, List<String> tags) implements Ranged {}

    /** Requirements, in the package index's own notation, with the reason why they are needed. */
    public record Requirement(Version since, Version before, List<String> require, String reason) implements Ranged {}

    /** All requirements that hold for a release. */
    public List<String> requirements(Version version) {
        return requirements.stream()
                .filter(r -> r.range().contains(version))
                .flatMap(r -> r.require().stream())
                .toList();
    }
}
