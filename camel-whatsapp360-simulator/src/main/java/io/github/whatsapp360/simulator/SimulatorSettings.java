package io.github.whatsapp360.simulator;

import io.github.whatsapp360.simulator.world.StatusDelays;
import java.time.Clock;
import java.time.Duration;

/** What a builder has collected. Thread-safe. */
record SimulatorSettings(
        String host, int port, Clock clock, String apiKey, Duration answerDelay, StatusDelays delays) {}
