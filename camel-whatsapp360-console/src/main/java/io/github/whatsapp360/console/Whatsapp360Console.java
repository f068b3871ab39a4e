/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import io.github.whatsapp360.camel.internal.support.MeterListener;
import io.github.whatsapp360.console.internal.ConsoleRuntime;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * The console of one Camel context. On Camel Main it is there with the module on the class path, on Spring Boot with
 * the starter; elsewhere it is added before the context starts: {@code context.addLifecycleStrategy(new
 * Whatsapp360Console(configuration))}, or as a bean.
 *
 * <p>Thread-safe.
 */
public final class Whatsapp360Console extends LifecycleStrategySupport {

    private final ConsoleConfiguration configuration;
    private @Nullable ConsoleRuntime runtime;

    /**
     * Creates a console.
     *
     * @param configuration read when the context is initialized
     */
    public Whatsapp360Console(ConsoleConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Checks the configuration, before any route starts.
     *
     * @throws IllegalArgumentException naming the option that is missing or wrong
     */
    @Override
    public synchronized void onContextInitializing(CamelContext context) {
        if (configuration.isEnabled() && runtime == null) {
            ConsoleRuntime made = new ConsoleRuntime(context, configuration);
            context.getCamelContextExtension().addContextPlugin(MeterListener.class, made.statistics());
            runtime = made;
        }
    }

    /** Serves the console once the routes have started. */
    @Override
    public synchronized void onContextStarted(CamelContext context) {
        if (runtime != null) {
            runtime.start();
        }
    }

    @Override
    public synchronized void onContextStopping(CamelContext context) {
        if (runtime != null) {
            runtime.stop();
        }
    }
}
