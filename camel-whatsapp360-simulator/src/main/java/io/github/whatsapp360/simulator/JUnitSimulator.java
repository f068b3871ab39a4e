/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator that JUnit starts, resets and closes. In a static field it lives as long as the class with the classes
 * nested in it, and is reset before each test unless that was declined; in an instance field it lives as long as the
 * test. One class after the other may use it. Loaded only where JUnit is. Thread-safe.
 */
final class JUnitSimulator extends Whatsapp360Simulator
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final AtomicInteger classes = new AtomicInteger();
    private final boolean resetsBeforeEach;
    private final boolean failsOnUnusedFaults;

    private JUnitSimulator(SimulatorSettings settings) {
        super(settings);
        resetsBeforeEach = settings.resetBeforeEach();
        failsOnUnusedFaults = settings.failOnUnusedFaults();
    }

    /** A method and not the constructor, so that the verifier of the calling class does not look for JUnit. */
    static Whatsapp360Simulator of(SimulatorSettings settings) {
        return new JUnitSimulator(settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        classes.incrementAndGet();
        open();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (classes.get() > 0) {
            if (resetsBeforeEach) {
                reset();
            }
        } else {
            open();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (failsOnUnusedFaults) {
                assertNoUnusedFaults();
            }
        } finally {
            if (classes.get() == 0) {
                close();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        // Also called where another extension kept this one from beginning.
        if (classes.updateAndGet(open -> Math.max(0, open - 1)) == 0) {
            close();
        }
    }
}
