/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.change;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies of lists, for records: null becomes an empty list, and null elements are left out. Thread-safe. */
interface NullSafeLists {

    static <T> List<T> copyOf(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
