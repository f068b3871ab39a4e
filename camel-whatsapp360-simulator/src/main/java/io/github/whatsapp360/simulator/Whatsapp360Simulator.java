/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.scenario.ScenarioFile;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.StatusDelays;
import io.github.whatsapp360.simulator.world.Switch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stand-in for 360dialog on a port of this computer: the Messaging API, the webhook deliveries, and a chat page.
 * Point a client to {@link #baseUrl()} with {@link #apiKey()}, and write to it as a {@link #customer}.
 *
 * <p>Starts in well under two seconds and takes no port, file or directory besides its one port. All methods wait at
 * most ten seconds for the simulator's own thread and throw {@link IllegalStateException} when it does not answer, or
 * when the simulator is not running. Thread-safe.
 */
public sealed class Whatsapp360Simulator extends SimulatedTraffic implements AutoCloseable permits JUnitSimulator {

    Whatsapp360Simulator(SimulatorSettings settings) {
        super(new Engine(settings));
    }

    @Override
    final Whatsapp360Simulator self() {
        return this;
    }

    final void open() {
        engine.start();
    }

    /** A simulator with other than the default settings. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a simulator with the default settings: a free port of 127.0.0.1, one number, the key {@code
     * simulator-key}.
     */
    public static Whatsapp360Simulator start() {
        return builder().start();
    }

    /** The address of the API and the page, without a slash at the end, for example {@code http://127.0.0.1:8360}. */
    public final String baseUrl() {
        String host = engine.settings().host();
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port();
    }

    /** The port. */
    public final int port() {
        return engine.port();
    }

    /** The key of the first number. */
    public final String apiKey() {
        return number().apiKey();
    }

    /** The first number of the business. */
    public final BusinessNumber number() {
        return numbers().get(0);
    }

    /** All numbers of the business, in the order in which they were added. */
    public final List<BusinessNumber> numbers() {
        return engine.call(() -> engine.world().channels().stream()
                .map(channel -> new BusinessNumber(engine, channel))
                .toList());
    }

    /**
     * Adds a number of the business.
     *
     * @param apiKey its key; no other number may have it
     * @param phone digits only
     * @param name what customers see
     */
    public final BusinessNumber addNumber(String apiKey, String phone, String name) {
        return engine.call(() -> new BusinessNumber(engine, engine.world().addChannel(apiKey, phone, name)));
    }

    /**
     * Adds a number of the business with a key and a phone number that no other has, for example for one of several
     * tests that run at the same time. It stays after a reset.
     */
    public final BusinessNumber addNumber() {
        return engine.call(() -> {
            String digits = engine.world().ids().digits(9);
            return new BusinessNumber(
                    engine,
                    engine.world().addChannel("key-" + digits, "4930" + digits, "Simulated Business " + digits));
        });
    }

    /**
     * The customer with this number, made when there is none.
     *
     * @param waId digits only, for example {@code 491701234567}
     * @param name of the profile; empty leaves it as it is
     */
    public final Customer customer(String waId, String name) {
        return engine.call(() -> new Customer(
                engine,
                engine.world().people().person(waId, name),
                engine.world().channels().get(0)));
    }

    /** Turns a switch. */
    public final Whatsapp360Simulator turn(Switch which, boolean on) {
        engine.run(() -> engine.world().turn(which, on));
        return this;
    }

    /** Puts up to that many events into one delivery; default 1. */
    public final Whatsapp360Simulator batches(int most) {
        engine.run(() -> engine.world().batchSize(most));
        return this;
    }

    /** Signs deliveries with {@code x-360dialog-signature}; an empty secret, the default, does not. */
    public final Whatsapp360Simulator signsWith(String platformSecret) {
        engine.run(() -> engine.world().platformSecret(platformSecret));
        return this;
    }

    /**
     * Adds an approved template with a body only.
     *
     * @param body with variables, for example <code>Hello {{1}}</code>
     * @return its id
     */
    public final String addTemplate(String name, String language, String body) {
        ObjectNode definition = Json.object().put("name", name).put("language", language);
        definition.putArray("components").addObject().put("type", "BODY").put("text", body);
        return addTemplate(definition.toString());
    }

    /** Adds an approved template, in the form of {@code POST /message_templates}, and answers its id. */
    public final String addTemplate(String json) {
        return engine.call(() -> engine.world()
                .templates()
                .add(Json.object(json), "APPROVED", engine.world().now())
                .id());
    }

    /**
     * Sets the state of a template, as WhatsApp does, and reports it to the webhooks.
     *
     * @param status for example {@code PAUSED}
     * @throws IllegalArgumentException if there is no such template
     */
    public final void templateStatus(String name, String language, String status) {
        engine.run(() -> engine.reviews()
                .decide(
                        engine.world()
                                .templates()
                                .find(name, language)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "Expected a template of this name and language, Actual none")),
                        status,
                        "NONE"));
    }

    /**
     * Forgets customers, messages, requests, deliveries and faults, and puts the switches back. Numbers, keys, webhooks
     * and the clock stay.
     */
    public final void reset() {
        engine.run(engine::reset);
    }

    /**
     * The whole state as JSON, in the form of a scenario: numbers, templates, customers, chats, files, switches, faults
     * and conversations; not the requests and deliveries so far.
     */
    public final String save() {
        return engine.call(() -> Json.pretty(engine.scenarios().save()));
    }

    /**
     * Begins anew as a scenario or a saved state says, and forgets everything before it. What was saved an hour ago is
     * as old as it was then: all of its instants move by an hour. A later {@link #reset} goes back to it.
     *
     * @param scenario YAML or JSON
     * @throws IllegalArgumentException when it is wrong; says all that is, with its path, and nothing has changed
     */
    public final void restore(String scenario) {
        ObjectNode valid = ScenarioFile.parse(scenario).valid();
        engine.run(() -> engine.scenarios().replace(valid, engine::reset));
    }

    /**
     * The clock, to be moved.
     *
     * @throws IllegalStateException when the builder was given a clock of another kind
     */
    public final SimulatorClock clock() {
        return engine.clock();
    }

    /** Moves the clock forward, see {@link SimulatorClock#advance}. */
    public final void advance(Duration duration) {
        clock().advance(duration);
    }

    /** Closes the port and forgets everything; a second call does nothing. */
    @Override
    public final void close() {
        engine.close();
    }

    /** The settings of a simulator before it starts. Confined to the thread that uses it. */
    public static final class Builder {

        private static final boolean JUNIT = junit();

        private String host = "127.0.0.1";
        private int port;
        private Clock clock = new SimulatorClock();
        private String apiKey = "simulator-key";
        private Duration answerDelay = Duration.ZERO;
        private StatusDelays delays = StatusDelays.QUICK;
        private Set<String> allowedHosts = Set.of();
        private boolean resetBeforeEach = true;
        private boolean failOnUnusedFaults;
        private ObjectNode scenario = Json.object();

        Builder() {}

        /** The port, 0 to 65535; default 0, which takes a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /**
         * The address to listen on; default {@code 127.0.0.1}. Whoever can reach another address can read the keys and
         * use the control API.
         */
        public Builder host(String value) {
            host = value;
            return this;
        }

        /**
         * Host names under which the simulator may be reached, for example behind a proxy; default none. Addresses,
         * names without a dot, and names that end with {@code .localhost} or {@code .internal} are always taken; a
         * request with another name is answered 403, because a web page could have pointed it here.
         */
        public Builder allowedHosts(String... names) {
            allowedHosts = Arrays.stream(names)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /** The clock that everything follows; default a {@link SimulatorClock} that starts at the computer's time. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** The key of the first number; default {@code simulator-key}. */
        public Builder apiKey(String value) {
            apiKey = value;
            return this;
        }

        /** How long each answer of the API is held back, by the clock; default zero. */
        public Builder answerDelay(Duration value) {
            answerDelay = value;
            return this;
        }

        /**
         * Whether a simulator in a static field is reset before each test; default true. Tests that run at the same
         * time need false, and a number and customers of their own, see {@link Whatsapp360Simulator#addNumber()}: a
         * reset, the switches and the clock are for all.
         */
        public Builder resetBeforeEachTest(boolean value) {
            resetBeforeEach = value;
            return this;
        }

        /**
         * Whether a test fails that has ordered a fault which did not hit, see {@link
         * Whatsapp360Simulator#assertNoUnusedFaults}; default false. For a simulator that JUnit starts.
         */
        public Builder failOnUnusedFaults(boolean value) {
            failOnUnusedFaults = value;
            return this;
        }

        /**
         * Begins with the numbers, templates, customers, faults and conversations of a file in YAML or JSON, and again
         * after each reset; default none. Its numbers come in place of the one with {@link #apiKey}.
         *
         * @throws IllegalArgumentException when the file cannot be read or is wrong; says all that is, with its path
         */
        public Builder scenario(Path file) {
            scenario = ScenarioFile.read(file).valid();
            return this;
        }

        Builder scenario(ObjectNode valid) {
            scenario = valid;
            return this;
        }

        /**
         * When a message is reported sent, delivered and read, counted from its acceptance; default 50, 150 and 400 ms.
         */
        public Builder statusDelays(Duration sent, Duration delivered, Duration read) {
            delays = new StatusDelays(sent, delivered, read);
            return this;
        }

        /**
         * Starts the simulator.
         *
         * @throws IllegalStateException when the port cannot be had
         */
        public Whatsapp360Simulator start() {
            Whatsapp360Simulator simulator =
                    JUNIT ? JUnitSimulator.of(settings()) : new Whatsapp360Simulator(settings());
            simulator.open();
            return simulator;
        }

        /**
         * A simulator that JUnit starts, for a field with {@code @RegisterExtension}: in a static field before the
         * first test of the class, with a reset before each test, also of nested classes; in an instance field before
         * each test. In a field that several classes share it begins anew for each of them.
         *
         * @throws IllegalStateException when JUnit is not there
         */
        public Whatsapp360Simulator build() {
            if (!JUNIT) {
                throw new IllegalStateException("Expected JUnit 5 on the class path, Actual none; use start()");
            }
            return JUnitSimulator.of(settings());
        }

        private static boolean junit() {
            try {
                Class.forName(
                        "org.junit.jupiter.api.extension.BeforeAllCallback", false, Builder.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException absent) {
                return false;
            }
        }

        SimulatorSettings settings() {
            return new SimulatorSettings(
                    host,
                    port,
                    clock,
                    apiKey,
                    answerDelay,
                    delays,
                    allowedHosts,
                    resetBeforeEach,
                    failOnUnusedFaults,
                    scenario);
        }
    }
}
