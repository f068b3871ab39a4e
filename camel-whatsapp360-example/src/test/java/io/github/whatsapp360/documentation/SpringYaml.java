/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An {@code application.yaml} as the properties that it stands for. */
final class SpringYaml {

    private SpringYaml() {}

    static String flat(String yaml) {
        Map<String, Object> flat = new TreeMap<>();
        flatten("", new Load(LoadSettings.builder().build()).loadFromString(yaml), flat);
        StringBuilder properties = new StringBuilder();
        flat.forEach((name, value) ->
                properties.append(name).append('=').append(value).append('\n'));
        return properties.toString();
    }

    private static void flatten(String prefix, Object value, Map<String, Object> flat) {
        if (value instanceof Map<?, ?> members) {
            members.forEach(
                    (name, member) -> flatten(prefix.isEmpty() ? "" + name : prefix + "." + name, member, flat));
        } else {
            flat.put(prefix, value);
        }
    }
}
