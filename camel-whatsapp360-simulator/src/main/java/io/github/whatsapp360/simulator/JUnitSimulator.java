package io.github.whatsapp360.simulator;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator that JUnit starts, resets and closes. In a static field it lives as long as the class and is reset before each test; in an instance field it lives
 * as long as the test. Loaded only where JUnit is. Thread-safe.
 */
final class JUnitSimulator extends Whatsapp360Simulator
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private volatile boolean ofClass;

    private JUnitSimulator(SimulatorSettings settings) {
        super(settings);
    }

    /** A method and not the constructor, so that the verifier of the calling class does not look for JUnit. */
    static Whatsapp360Simulator of(SimulatorSettings settings) {
        return new JUnitSimulator(settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ofClass = true;
        open();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (ofClass) {
            reset();
        } else {
            open();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!ofClass) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }
}
