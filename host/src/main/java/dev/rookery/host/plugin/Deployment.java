package dev.rookery.host.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to do so that what runs is what lies in the plugin directory. A plugin that runs goes on unless its jar was
 * replaced by one that can be planned, was taken away, or is switched off, or one of a higher version lies beside it:
 * whatever is wrong with a new jar, the old copy is the better plugin.
 *
 * @param order all that shall run, what goes on among it, in the order of dependencies
 * @param outgoing the ids of running plugins to be stopped, of which those in {@code order} come back with their new
 *     jar
 * @param notes why a running plugin goes on although there is another jar, by id
 * @param statuses what to tell of the jars that shall not run, but for those that do in the end
 */
record Deployment(List<PluginJar> order, Set<String> outgoing, Map<String, String> notes, List<PluginStatus> statuses) {

    /**
     * Decides.
     *
     * @param content the directory
     * @param running the plugins at work, by id
     * @param anew those of them to be loaded anew, though nothing has changed
     * @param switchedOff where a plugin stands that shall not run
     */
    static Deployment of(
            DropFolder.Content content,
            Map<String, PluginJar> running,
            Set<String> anew,
            Function<PluginJar, Optional<PluginStatus>> switchedOff) {
        Decision decision = new Decision(content, running, anew, switchedOff);
        return decision.make();
    }

    private static final class Decision {

        private final DropFolder.Content content;
        private final Map<String, PluginJar> running;
        private final Function<PluginJar, Optional<PluginStatus>> switchedOff;
        private final List<PluginJar> accepted = new ArrayList<>();
        private final List<PluginStatus> unusable = new ArrayList<>();
        private final Map<Path, PluginStatus> refusedByFile = new HashMap<>();
        /** Why each goes on; empty if there is nothing to say. */
        private final Map<String, String> goingOn = new LinkedHashMap<>();

        Decision(
                DropFolder.Content content,
                Map<String, PluginJar> running,
                Set<String> anew,
                Function<PluginJar, Optional<PluginStatus>> switchedOff) {
            this.content = content;
            this.running = running;
            this.switchedOff = switchedOff;
            for (Inspection inspection : content.inspected()) {
                if (inspection instanceof Inspection.Accepted good) {
                    switchedOff.apply(good.jar()).ifPresentOrElse(unusable::add, () -> accepted.add(good.jar()));
                } else if (inspection instanceof Inspection.Refused bad) {
                    unusable.add(bad.status());
                    refusedByFile.put(bad.status().file(), bad.status());
                }
            }
            running.forEach((id, jar) -> {
                Optional<PluginStatus> off = switchedOff.apply(jar);
                String reason = off.isPresent() ? null : whyItGoesOn(jar, anew.contains(id));
                if (reason != null) {
                    goingOn.put(id, reason);
                }
                // Its jar may be changing, and then nothing else tells of it.
                off.filter(status -> !content.tellsOf(status.file())).ifPresent(unusable::add);
            });
        }

        /** Null if it does not. */
        private @Nullable String whyItGoesOn(PluginJar jar, boolean anew) {
            if (jar.isOfClass()) {
                return anew ? null : "";
            }
            PluginStatus refused = refusedByFile.get(jar.file());
            if (refused != null) {
                return note(refused.state() + ": " + refused.reason());
            }
            if (content.present().contains(jar.file()) && !content.tellsOf(jar.file())) {
                return "";
            }
            boolean same = accepted.stream()
                    .anyMatch(other -> other.file().equals(jar.file())
                            && other.id().equals(jar.id())
                            && other.sha256().equals(jar.sha256()));
            boolean higher =
                    accepted.stream().anyMatch(other -> other.id().equals(jar.id()) && other.isHigherThan(jar));
            return same && !anew && !higher ? "" : null;
        }

        private static String note(String reason) {
            return "the new jar is not used, it is " + reason + "; the old copy goes on";
        }

        Deployment make() {
            PluginPlan plan = plan();
            while (keepWhatHasNoUsableSuccessor(plan)) {
                plan = plan();
            }
            Set<String> outgoing = new LinkedHashSet<>(running.keySet());
            outgoing.removeAll(goingOn.keySet());
            List<PluginStatus> statuses = new ArrayList<>(unusable);
            statuses.addAll(plan.refused());
            statuses.addAll(plan.displaced());
            statuses.addAll(besideThoseThatGoOn());
            Map<String, String> notes = new HashMap<>(goingOn);
            notes.values().removeIf(String::isEmpty);
            return new Deployment(plan.order(), outgoing, notes, List.copyOf(statuses));
        }

        private PluginPlan plan() {
            List<PluginJar> candidates = new ArrayList<>();
            goingOn.keySet().forEach(id -> candidates.add(running.get(id)));
            Stream.concat(
                            accepted.stream(),
                            running.values().stream()
                                    .filter(jar -> jar.isOfClass()
                                            && switchedOff.apply(jar).isEmpty()))
                    .filter(jar -> !goingOn.containsKey(jar.id()))
                    .forEach(candidates::add);
            return PluginPlan.of(candidates, unusable);
        }

        private boolean keepWhatHasNoUsableSuccessor(PluginPlan plan) {
            boolean more = false;
            for (PluginStatus refused : plan.refused()) {
                if (running.containsKey(refused.id()) && !goingOn.containsKey(refused.id())) {
                    goingOn.put(refused.id(), note(refused.state() + ": " + refused.reason()));
                    more = true;
                }
            }
            return more;
        }

        private List<PluginStatus> besideThoseThatGoOn() {
            List<PluginStatus> beside = new ArrayList<>();
            for (PluginJar jar : accepted) {
                PluginJar runs = goingOn.containsKey(jar.id()) ? running.get(jar.id()) : null;
                if (runs != null && !runs.file().equals(jar.file())) {
                    beside.add(jar.displacedBy(runs));
                }
            }
            return beside;
        }
    }
}
