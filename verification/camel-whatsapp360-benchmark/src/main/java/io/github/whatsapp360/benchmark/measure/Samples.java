/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All figures of one part of a run, as they were measured. Medians and ratios are made of them, never instead of them.
 *
 * <p>Confined to one thread.
 */
public final class Samples {

    private static final String HEAD = "scenario,candidate,round,figure,value";

    private final List<Sample> all = new ArrayList<>();

    /**
     * A middle value and what it lies between.
     *
     * @param median of the rounds
     * @param lowest of them
     * @param highest of them
     */
    public record Spread(double median, double lowest, double highest) {}

    /** Adds the figures of one run. */
    public void add(String scenario, String candidate, int round, Map<String, Double> figures) {
        new TreeMap<>(figures)
                .forEach((figure, value) -> all.add(new Sample(scenario, candidate, round, figure, value)));
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The scenarios, in the order in which they came. */
    public List<String> scenarios() {
        return all.stream().map(Sample::scenario).distinct().toList();
    }

    /** The candidates of a scenario, in the order in which they first came. */
    public List<String> candidates(String scenario) {
        return matching(sample -> sample.scenario().equals(scenario))
                .map(Sample::candidate)
                .distinct()
                .toList();
    }

    /** The figure of a candidate over all rounds; empty if it was not measured. */
    public Optional<Spread> spread(String scenario, String candidate, String figure) {
        return spreadOf(byRound(scenario, candidate, figure).values().stream().toList());
    }

    /** The median of {@link #spread}. */
    public OptionalDouble median(String scenario, String candidate, String figure) {
        Optional<Spread> spread = spread(scenario, candidate, figure);
        return spread.isPresent() ? OptionalDouble.of(spread.get().median()) : OptionalDouble.empty();
    }

    /**
     * A candidate's figure divided by that of another in the same round, over all rounds; empty if there is no such
     * pair.
     */
    public Optional<Spread> ratio(String scenario, String candidate, String reference, String figure) {
        Map<Integer, Double> references = byRound(scenario, reference, figure);
        List<Double> ratios = new ArrayList<>();
        byRound(scenario, candidate, figure).forEach((round, value) -> {
            Double other = references.get(round);
            if (other != null && other > 0) {
                ratios.add(value / other);
            }
        });
        return spreadOf(ratios);
    }

    private Map<Integer, Double> byRound(String scenario, String candidate, String figure) {
        Map<Integer, Double> values = new TreeMap<>();
        matching(sample -> sample.scenario().equals(scenario)
                        && sample.candidate().equals(candidate)
                        && sample.figure().equals(figure))
                .forEach(sample -> values.put(sample.round(), sample.value()));
        return values;
    }

    private Stream<Sample> matching(Predicate<Sample> which) {
        return all.stream().filter(which);
    }

    private static Optional<Spread> spreadOf(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1)));
    }

    /** Writes all of them as CSV. */
    public void write(Path file) {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        all.forEach(sample -> lines.add(String.join(
                ",",
                quoted(sample.scenario()),
                quoted(sample.candidate()),
                Integer.toString(sample.round()),
                quoted(sample.figure()),
                String.format(Locale.ROOT, "%.6g", sample.value()))));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines, UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads what {@link #write} has written; nothing if there is no such file. */
    public static Samples read(Path file) {
        Samples samples = new Samples();
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file, UTF_8).stream().skip(1).forEach(line -> {
                    String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
                    samples.all.add(new Sample(
                            unquoted(cells[0]),
                            unquoted(cells[1]),
                            Integer.parseInt(cells[2]),
                            unquoted(cells[3]),
                            Double.parseDouble(cells[4])));
                });
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return samples;
    }

    private static String quoted(String cell) {
        return cell.contains(",") ? '"' + cell + '"' : cell;
    }

    private static String unquoted(String cell) {
        return cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell;
    }
}
