/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import io.github.whatsapp360.benchmark.measure.Postgres;
import org.jspecify.annotations.Nullable;

/** Why a contender cannot run here. */
final class Missing {

    private Missing() {}

    /** The reason; null if it can run. */
    static @Nullable String reason(Contender contender) {
        return contender == Contender.JDBC ? Postgres.obstacle() : null;
    }
}
