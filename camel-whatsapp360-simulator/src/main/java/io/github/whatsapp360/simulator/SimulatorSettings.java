/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.world.StatusDelays;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** What a builder has collected. Thread-safe. */
record SimulatorSettings(
        String host,
        int port,
        Clock clock,
        String apiKey,
        Duration answerDelay,
        StatusDelays delays,
        Set<String> allowedHosts,
        boolean resetBeforeEach,
        boolean failOnUnusedFaults,
        ObjectNode scenario) {}
