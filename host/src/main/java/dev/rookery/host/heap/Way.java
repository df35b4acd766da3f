package dev.rookery.host.heap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What leads to one object, found backwards from it: with each reading of the dump those that refer to what was found
 * in the one before, until there is a root among them.
 */
final class Way {

    /** One object on the way: what it is, and by which field it leads to the one before. */
    record Step(long id, long classId, String field, int next) {}

    private final HeapIndex index;
    private final int mostObjects;
    private final LongTable found = new LongTable();
    private final List<Step> steps = new ArrayList<>();
    private int known;
    private int root = -1;

    /**
     * Begins.
     *
     * @param object where it ends; 0 for nowhere
     * @param mostObjects so many that lead there are looked at
     */
    Way(HeapIndex index, long object, int mostObjects) {
        this.index = index;
        this.mostObjects = mostObjects;
        if (object != 0) {
            found.put(object, 0);
            steps.add(new Step(object, 0, "", -1));
        }
    }

    /**
     * Begins another reading, unless the way is found or there is none.
     *
     * @param wanted is given what was found in the last one: of interest is what refers to it
     */
    void next(LongConsumer wanted) {
        int before = known;
        known = steps.size();
        for (int step = before; step < known && root < 0; step++) {
            root = index.isRoot(steps.get(step).id()) ? step : -1;
        }
        if (root < 0 && known < mostObjects) {
            steps.subList(before, known).forEach(step -> wanted.accept(step.id()));
        }
    }

    /** One object was seen to refer to another that is wanted. */
    void leads(long from, long classId, long to, String field) {
        if (found.get(from) < 0 && steps.size() < mostObjects) {
            found.put(from, steps.size());
            steps.add(new Step(from, classId, field, found.get(to)));
        }
    }

    /** From the root to the object; empty if no root was found. */
    List<Step> steps() {
        List<Step> way = new ArrayList<>();
        for (int i = root; i >= 0; i = steps.get(i).next()) {
            way.add(steps.get(i));
        }
        return way;
    }
}
