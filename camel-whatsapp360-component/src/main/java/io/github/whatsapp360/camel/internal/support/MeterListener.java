/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

/**
 * Hears of everything that is counted or timed, with or without a meter registry. Camel's context has it as a plugin
 * under this type, added before the first route starts.
 *
 * <p>Implementations are thread-safe, cheap, and never fail.
 */
@FunctionalInterface
public interface MeterListener {

    /**
     * Something was counted or timed once.
     *
     * @param name of the meter
     * @param tags alternating names and values, without the account
     */
    void counted(String account, String name, String... tags);
}
