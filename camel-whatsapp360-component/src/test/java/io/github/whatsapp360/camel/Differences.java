/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines in which a generated text differs from the committed one, so that a failure names what has changed. */
final class Differences {

    /** The place of an entry in Camel's catalog; one option less changes it for all that follow. */
    private static final Pattern INDEX = Pattern.compile("\"index\": \\d+, ");

    private Differences() {}

    /**
     * The lines of the committed text alone, each after a minus, and those of the generated text alone, after a plus.
     */
    static List<String> between(String committed, String generated) {
        List<String> gone = lines(committed);
        List<String> added = lines(generated);
        List<String> before = List.copyOf(gone);
        added.forEach(gone::remove);
        before.forEach(added::remove);
        List<String> differences = new ArrayList<>();
        gone.forEach(line -> differences.add("- " + line));
        added.forEach(line -> differences.add("+ " + line));
        return differences;
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(INDEX.matcher(text).replaceAll("").lines().toList());
    }
}
