/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import java.util.List;
import java.util.Map;

/**
 * A bridge, as its file describes it.
 *
 * @param name the name of the route template and of the Kamelet
 * @param title a few words
 * @param description what it does, in a sentence or two
 * @param parameters its parameters, in the order of the file
 * @param exclusive groups of parameters of which at most one may be given
 * @param dependent parameters that need others: the name, and the names that must be given with it
 * @param unique parameters that two bridges must not have the same values of, taken together
 * @param dependencies what must be on the class path, in the notation of Kamelets: {@code camel:jms},
 *     {@code mvn:group:artifact}
 */
public record Bridge(
        String name,
        String title,
        String description,
        List<BridgeParameter> parameters,
        List<List<String>> exclusive,
        Map<String, List<String>> dependent,
        List<String> unique,
        List<String> dependencies) {

    public Bridge {
        parameters = List.copyOf(parameters);
        exclusive = exclusive.stream().map(List::copyOf).toList();
        dependent = Map.copyOf(dependent);
        unique = List.copyOf(unique);
        dependencies = List.copyOf(dependencies);
    }

    /** The file that declares it, on the class path. */
    public String resource() {
        return "kamelets/" + name + ".kamelet.yaml";
    }
}
