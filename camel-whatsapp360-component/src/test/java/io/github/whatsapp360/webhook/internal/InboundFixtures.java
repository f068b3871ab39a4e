/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.Problem;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.json.EventReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The deliveries under {@code fixtures/inbound}, by name without {@code .json}. */
public final class InboundFixtures {

    public static final EventReader READER = new EventReader(KnownProblem::new);

    private static final DeliverySplitter SPLITTER = new DeliverySplitter();

    private InboundFixtures() {}

    public static List<String> names() {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static byte[] body(String name) {
        try {
            return Files.readAllBytes(directory().resolve(name + ".json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static List<EventElement> elements(byte[] body) {
        try {
            return SPLITTER.split(body);
        } catch (UnreadableDeliveryException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    public static List<EventElement> elements(String name) {
        return elements(body(name));
    }

    public static List<InboundEvent> events(String name) {
        return elements(name).stream()
                .map(element -> READER.read(element.json()))
                .toList();
    }

    /** The first event of a fixture. */
    public static InboundEvent event(String name) {
        return events(name).get(0);
    }

    public static Path directory() {
        try {
            return Path.of(InboundFixtures.class
                            .getResource("/fixtures/inbound/SOURCES.md")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Replaces the exceptions that production code creates for an error. */
    public record KnownProblem(ErrorItem error) implements Problem {

        @Override
        public int code() {
            return error.code();
        }

        @Override
        public Integer subcode() {
            return null;
        }

        @Override
        public String details() {
            return error.details();
        }

        @Override
        public String traceId() {
            return null;
        }

        @Override
        public boolean retryable() {
            return false;
        }

        @Override
        public Duration retryAfter() {
            return null;
        }
    }
}
