/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.Environment;

/** Finds the options of a component that the properties of an application give. Stateless. */
final class GivenOptions {

    private GivenOptions() {}

    /**
     * The options that are given, and no defaults.
     *
     * @param prefix of the properties
     * @param options a record whose components are the options
     * @param others components of the record that are no options
     */
    static Map<String, Object> of(
            Environment environment, String prefix, Class<? extends Record> options, Set<String> others) {
        Binder binder = Binder.get(environment);
        Map<String, Object> given = new LinkedHashMap<>();
        for (RecordComponent option : options.getRecordComponents()) {
            String name = option.getName();
            if (!others.contains(name)) {
                String property = prefix + "." + DataObjectPropertyName.toDashedForm(name);
                binder.bind(property, Bindable.of(option.getType())).ifBound(value -> given.put(name, value));
            }
        }
        return given;
    }
}
