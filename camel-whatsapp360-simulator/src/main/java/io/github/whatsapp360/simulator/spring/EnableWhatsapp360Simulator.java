/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts a simulator for the application context of a test, points an account of the component {@code whatsapp360} to
 * it, and offers it as a bean: {@code @Autowired Whatsapp360Simulator simulator}. It is closed with the context, and
 * shared by the test classes that share the context.
 *
 * <p>Sets {@code base-url}, {@code api-key}, {@code webhook-url}, {@code register-webhook} and {@code inbox} of an
 * account of the component, and {@code server.port} to a free port; they win over all other properties. The application
 * is reached at its webhook when the test has a web environment with a real port.
 *
 * @see io.github.whatsapp360.simulator.Whatsapp360Simulator
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EnableWhatsapp360Simulator {

    /** The account of the component that is set: {@code support} for {@code whatsapp360:support}. */
    String account();

    /** The path of the webhook; empty, the default, for the component's own, {@code /whatsapp360/} and the account. */
    String webhookPath() default "";

    /** The value of {@code inbox}; default {@code memory}. Empty leaves it as the application has it. */
    String inbox() default "memory";

    /** A file with a scenario to begin with, relative to the working directory; empty, the default, for none. */
    String scenario() default "";

    /** Whether the simulator is reset before each test; default true. Numbers, keys and webhooks stay. */
    boolean resetBeforeEachTest() default true;
}
