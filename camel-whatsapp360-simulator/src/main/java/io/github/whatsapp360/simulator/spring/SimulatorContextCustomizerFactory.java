/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link EnableWhatsapp360Simulator} at a test class; Spring makes it. Thread-safe. */
public final class SimulatorContextCustomizerFactory implements ContextCustomizerFactory {

    /** A factory. */
    public SimulatorContextCustomizerFactory() {}

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        EnableWhatsapp360Simulator enabled =
                TestContextAnnotationUtils.findMergedAnnotation(testClass, EnableWhatsapp360Simulator.class);
        return enabled == null
                ? null
                : new SimulatorContextCustomizer(
                        enabled.account(), enabled.webhookPath(), enabled.inbox(), enabled.scenario());
    }
}
