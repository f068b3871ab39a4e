/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.spring;

import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** Resets the simulator before each test that asks for it; Spring makes it. Thread-safe. */
public final class SimulatorResetListener implements TestExecutionListener {

    /** A listener. */
    public SimulatorResetListener() {}

    @Override
    public void beforeTestMethod(TestContext context) {
        EnableWhatsapp360Simulator enabled = TestContextAnnotationUtils.findMergedAnnotation(
                context.getTestClass(), EnableWhatsapp360Simulator.class);
        if (enabled != null && enabled.resetBeforeEachTest()) {
            context.getApplicationContext().getBean(Whatsapp360Simulator.class).reset();
        }
    }
}
