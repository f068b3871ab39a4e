/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The begins and ends of events on all nodes, in order. A key is {@code conversation:number}; numbers ascend. */
final class NodesRecord {

    /** One run of an event; {@code done} is the index of its end in the record, or the maximum if there is none. */
    private record Run(String key, long node, int begun, int done) {}

    private final Map<String, List<Run>> runs = new LinkedHashMap<>();
    private final List<String> disorder = new ArrayList<>();
    private int doneTwice;

    void read(Path record) throws IOException {
        runs.clear();
        Map<String, Integer> open = new HashMap<>();
        List<String> lines = Files.readAllLines(record);
        for (int place = 0; place < lines.size(); place++) {
            String[] words = lines.get(place).split(" ");
            String run = words[1] + " " + words[2];
            if (words[0].equals("B")) {
                open.put(run, place);
                runs.computeIfAbsent(words[1], key -> new ArrayList<>())
                        .add(new Run(words[1], Long.parseLong(words[2]), place, Integer.MAX_VALUE));
            } else {
                int end = place;
                int begin = open.getOrDefault(run, -1);
                runs.get(words[1])
                        .replaceAll(
                                each -> each.begun() == begin ? new Run(each.key(), each.node(), begin, end) : each);
            }
        }
    }

    Set<String> done() {
        Set<String> done = new HashSet<>();
        runs.forEach((key, all) -> {
            if (all.stream().anyMatch(run -> run.done() < Integer.MAX_VALUE)) {
                done.add(key);
            }
        });
        return done;
    }

    /**
     * Verifies that each event ran once and in order, except for runs of nodes that were declared dead: a stopped node
     * begins the event that it was about to begin when it continues. The first run of an event follows the first runs
     * of all earlier events of its conversation, and the end of the last one unless its node was declared dead.
     */
    void verify(Set<Long> givenUp) {
        disorder.clear();
        doneTwice = 0;
        Map<String, List<Run>> last = new HashMap<>();
        Map<String, Long> highest = new HashMap<>();
        for (List<Run> all : runs.values()) {
            List<Run> ofTheLiving =
                    all.stream().filter(run -> !givenUp.contains(run.node())).toList();
            if (ofTheLiving.size() > 1) {
                disorder.add(ofTheLiving.get(0) + " ran again, and its node was never declared dead: " + all);
            }
            doneTwice +=
                    all.stream().filter(run -> run.done() < Integer.MAX_VALUE).count() > 1 ? 1 : 0;
            Run first = all.get(0);
            String conversation = first.key().substring(0, first.key().indexOf(':'));
            long number = Long.parseLong(first.key().substring(conversation.length() + 1));
            Long before = highest.put(conversation, number);
            if (before != null && before > number) {
                disorder.add(first + " begun after " + before);
            }
            for (Run previous : last.getOrDefault(conversation, List.of())) {
                if (previous.done() > first.begun()) {
                    disorder.add(first + " begun while " + previous + " was running");
                }
            }
            last.put(conversation, ofTheLiving);
        }
        assertThat(disorder).isEmpty();
    }

    @Override
    public String toString() {
        long begun = runs.values().stream().filter(all -> all.size() > 1).count();
        return runs.size() + " events ran, " + begun + " were begun again and " + doneTwice
                + " done twice after their node was declared dead";
    }
}
