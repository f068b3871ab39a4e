/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.operator;

import java.util.List;

/**
 * The accounts of a component. Camel's context has it as a plugin under this type.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface OperatedAccounts {

    /** All accounts that endpoints have used so far, sorted by name. */
    List<OperatedAccount> accounts();
}
