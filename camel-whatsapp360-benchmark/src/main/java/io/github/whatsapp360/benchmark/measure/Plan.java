package io.github.whatsapp360.benchmark.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * How long and how often.
 *
 * <p>Immutable and thread-safe.
 *
 * @param rounds in each of which all candidates run once
 * @param scale what all durations are multiplied with
 * @param few whether only the scenarios run that targets speak of
 * @param amount what the sizes of backlogs and tables are multiplied with
 */
public record Plan(int rounds, double scale, boolean few, double amount) {

    /** What a report is made of: some 25 minutes. */
    public static final Plan FULL = new Plan(5, 1, false, 1);

    /** To see whether something has changed: some four minutes. */
    public static final Plan SHORT = new Plan(2, 0.4, true, 0.1);

    /** To see that the benchmark works. */
    public static final Plan SMOKE = new Plan(1, 0.05, true, 0.001);

    /** A duration. */
    public double seconds(double full) {
        return full * scale;
    }

    /** A size. */
    public int amount(int full) {
        return (int) (full * amount);
    }

    /**
     * Lets all candidates run, one after the other, round by round; every other round in the opposite order, so that what grows
     * with time favours none.
     */
    public <C> void alternate(List<C> candidates, BiConsumer<C, Integer> run) {
        for (int round = 1; round <= rounds; round++) {
            List<C> order = new ArrayList<>(candidates);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (C candidate : order) {
                run.accept(candidate, round);
            }
        }
    }
}
