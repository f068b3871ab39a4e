/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: reads damaged SQLite files without SQLite, used through {@link
 * io.github.whatsapp360.inbox.internal.embedded.repair.FileRecovery}. Handles pages, the write-ahead log and columns;
 * independent of the tables.
 */
@NullMarked
package io.github.whatsapp360.inbox.internal.embedded.repair;

import org.jspecify.annotations.NullMarked;
