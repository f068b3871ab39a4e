/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/** Finds in the registry of an application what a bridge is to use. */
public final class ApplicationBeans {

    private ApplicationBeans() {}

    /**
     * The bean of this name, which may begin with {@code #bean:}; for an empty name the only bean of the type.
     *
     * @param advice what to do if there is none or several, for the message
     * @throws IllegalArgumentException if there is none, or several
     */
    public static <T> T find(@Nullable CamelContext context, Class<T> type, String name, String advice) {
        if (context == null) {
            throw new IllegalStateException("No Camel context was set");
        }
        if (!name.isEmpty()) {
            String bean = name.startsWith("#bean:") ? name.substring("#bean:".length()) : name;
            return CamelContextHelper.mandatoryLookup(context, bean, type);
        }
        Set<T> all = context.getRegistry().findByType(type);
        if (all.size() != 1) {
            throw new IllegalArgumentException(
                    "The application has " + all.size() + " beans of the type " + type.getSimpleName() + ": " + advice);
        }
        return all.iterator().next();
    }
}
