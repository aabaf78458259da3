package org.upgradeharness.defect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.Showing;
import org.upgradeharness.judge.TableCount;
import org.upgradeharness.run.Instruments;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;
import org.upgradeharness.witness.WitnessSet;

/** Instruments of which one is broken: what a harness without guards would take for a pass. */
final class BrokenInstruments {
    private BrokenInstruments() {}

    /** The real ones with one broken; the real ones where what is broken is not among them. */
    static Instruments of(Instrument broken, WitnessSet real) {
        return switch (broken) {
            case SEEDS_NOTHING -> witnesses(real, "a2a", SeedsNothing::new);
            case SEES_NOTHING -> witnesses(real, "visibility", SeesNothing::new);
            case SWALLOWS -> witnesses(real, "roles", Swallows::new);
            case ONE_STORE -> stores(real, OneStore::new);
            case TABLE_LEFT_OUT -> tableLeftOut(real);
            case ROWS_SWALLOWED -> rowsSwallowed(real);
            case RESTORES_NOTHING -> stores(real, RestoresNothing::new);
            case WAIT_GOES_ON -> waitGoesOn(real);
            case NO_JUDGEMENT, NO_SUITE -> () -> real;
        };
    }

    private static Instruments witnesses(WitnessSet real, String feature, UnaryOperator<Witness> broken) {
        List<Witness> all = real.witnesses().stream()
                .map(w -> w.feature().equals(feature) ? broken.apply(w) : w)
                .toList();
        WitnessSet set = new WitnessSet(real.session(), all, real.edges(), real.traffic());
        return () -> set;
    }

    private static Instruments stores(WitnessSet real, UnaryOperator<StoreServer> broken) {
        return new Instruments() {
            @Override
            public WitnessSet witnesses() {
                return real;
            }

            @Override
            public StoreServer stores(StoreServer server) {
                return broken.apply(server);
            }
        };
    }

    private static Instruments tableLeftOut(WitnessSet real) {
        return new Instruments() {
            @Override
            public WitnessSet witnesses() {
                return real;
            }

            @Override
            public RowComparison rows(
                    StoreReader before,
                    StoreReader after,
                    List<AllowedChange> allowed,
                    Consumer<String> sink,
                    Showing showing) {
                RowComparison whole = Instruments.super.rows(before, after, allowed, sink, showing);
                Map<String, TableCount> counts = new TreeMap<>(whole.counts());
                counts.remove("tools");
                return new RowComparison(
                        whole.findings().stream()
                                .filter(f -> !f.object().startsWith("tools"))
                                .toList(),
                        counts,
                        whole.rowsCompared(),
                        whole.tablesCompared());
            }
        };
    }

    private static Instruments rowsSwallowed(WitnessSet real) {
        return new Instruments() {
            @Override
            public WitnessSet witnesses() {
                return real;
            }

            @Override
            public RowComparison rows(
                    StoreReader before,
                    StoreReader after,
                    List<AllowedChange> allowed,
                    Consumer<String> sink,
                    Showing showing) {
                return new RowComparison(List.of(), Map.of(), 0, 0);
            }
        };
    }

    private static Instruments waitGoesOn(WitnessSet real) {
        return new Instruments() {
            @Override
            public WitnessSet witnesses() {
                return real;
            }

            @Override
            public void awaitReady(Gateway gateway) {
                try {
                    gateway.awaitReady();
                } catch (NotServing e) {
                    // What must not be done.
                    return;
                }
            }
        };
    }

    /** A witness that hands on everything, so that one thing can be broken. */
    private static class Passing implements Witness {
        private final Witness real;

        Passing(Witness real) {
            this.real = real;
        }

        @Override
        public String feature() {
            return real.feature();
        }

        @Override
        public void seed(Seedbed bed) {
            real.seed(bed);
        }

        @Override
        public Map<String, Integer> leastRows() {
            return real.leastRows();
        }

        @Override
        public Map<String, JsonNode> observe(Sight sight) {
            return real.observe(sight);
        }

        @Override
        public Map<String, JsonNode> promises(Sight old) {
            return real.promises(old);
        }

        @Override
        public void use(Trial trial) {
            real.use(trial);
        }

        @Override
        public boolean seeds() {
            return real.seeds();
        }

        @Override
        public boolean uses() {
            return real.uses();
        }

        @Override
        public Kind changeMeans() {
            return real.changeMeans();
        }
    }

    private static final class SeedsNothing extends Passing {
        SeedsNothing(Witness real) {
            super(real);
        }

        @Override
        public void seed(Seedbed bed) {
            // What must not be done.
        }

        @Override
        public Map<String, Integer> leastRows() {
            return Map.of();
        }
    }

    private static final class SeesNothing extends Passing {
        SeesNothing(Witness real) {
            super(real);
        }

        @Override
        public Map<String, JsonNode> observe(Sight sight) {
            return Map.of();
        }

        @Override
        public Map<String, JsonNode> promises(Sight old) {
            return observe(old);
        }
    }

    private static final class Swallows extends Passing {
        Swallows(Witness real) {
            super(real);
        }

        @Override
        public void use(Trial trial) {
            try {
                throw new BrokenEnvironment("The upstream server did not answer.");
            } catch (BrokenEnvironment e) {
                // What must not be done.
                return;
            }
        }
    }
}
