/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of the API's error codes, of which the reference is made, has every code that the table decides. */
class ErrorCodesListedTest {

    @Test
    void everyCodeOfTheTableIsListed() throws IOException {
        Set<Integer> listed = Files.readAllLines(Path.of("src/test/resources/api-coverage.csv")).stream()
                .filter(line -> line.startsWith("error;"))
                .map(line -> Integer.valueOf(line.split(";", -1)[1]))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).containsAll(ErrorTable.codes());
    }

    /** A code of the list without a row or a range would be decided by the HTTP status alone. */
    @Test
    void everyListedCodeButThoseOfInboundMessagesIsDecided() throws IOException {
        Set<Integer> undecided = Files.readAllLines(Path.of("src/test/resources/api-coverage.csv")).stream()
                .filter(line -> line.startsWith("error;"))
                .map(line -> Integer.valueOf(line.split(";", -1)[1]))
                .filter(code -> ErrorTable.find(code, null, "") == null)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(undecided).isSubsetOf(131060, 131061, 2593109);
    }
}
