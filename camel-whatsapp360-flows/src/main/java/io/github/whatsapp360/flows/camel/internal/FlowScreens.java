/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.flows.internal.FlowJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Reads the ids of the screens of a Flow JSON. Stateless. */
final class FlowScreens {

    private FlowScreens() {}

    /**
     * The ids of the screens.
     *
     * @param address of the Flow JSON; null for none
     * @return empty without a Flow JSON
     * @throws IllegalArgumentException if it cannot be read, naming account and option
     */
    static Set<String> of(CamelContext context, String account, @Nullable String address) {
        if (address == null) {
            return Set.of();
        }
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, address)) {
            Set<String> screens = new LinkedHashSet<>();
            if (FlowJson.readMap(in.readAllBytes()).get("screens") instanceof List<?> all) {
                for (Object screen : all) {
                    if (screen instanceof Map<?, ?> members && members.get("id") instanceof String id) {
                        screens.add(id);
                    }
                }
            }
            if (screens.isEmpty()) {
                throw new IllegalArgumentException("it has no screens");
            }
            return screens;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    AccountMessage.of(account, "flowJson=" + address + " cannot be read: " + unreadable.getMessage()),
                    unreadable);
        }
    }
}
