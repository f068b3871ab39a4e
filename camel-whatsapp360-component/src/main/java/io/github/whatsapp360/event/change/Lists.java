package io.github.whatsapp360.event.change;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lists of these records: never null, never changed. Thread-safe. */
interface Lists {

    static <T> List<T> copyOf(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
