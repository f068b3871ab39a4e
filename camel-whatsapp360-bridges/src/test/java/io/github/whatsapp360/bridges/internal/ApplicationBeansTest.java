/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What a bridge takes from an application. */
class ApplicationBeansTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger one = new AtomicInteger();

    private AtomicInteger find(String name) {
        return ApplicationBeans.find(context, AtomicInteger.class, name, "name one with 'counter'");
    }

    @Test
    void theOnlyOneNeedsNoName() {
        context.getRegistry().bind("one", one);

        assertThat(find("")).isSameAs(one);
    }

    @Test
    void oneOfSeveralIsNamed() {
        context.getRegistry().bind("one", one);
        context.getRegistry().bind("two", new AtomicInteger());

        assertThat(find("one")).isSameAs(one);
        assertThat(find("#bean:one")).isSameAs(one);
        assertThatThrownBy(() -> find(""))
                .hasMessage("The application has 2 beans of the type AtomicInteger: name one with 'counter'");
    }

    @Test
    void noneIsRefused() {
        assertThatThrownBy(() -> find(""))
                .hasMessage("The application has 0 beans of the type AtomicInteger: name one with 'counter'");
        assertThatThrownBy(() -> find("one")).isInstanceOf(NoSuchBeanException.class);
    }
}
