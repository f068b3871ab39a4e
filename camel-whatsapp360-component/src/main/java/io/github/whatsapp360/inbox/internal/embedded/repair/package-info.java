/**
 * Internal: reads damaged SQLite files without SQLite, behind {@link
 * io.github.whatsapp360.inbox.internal.embedded.repair.FileRecovery}. Knows pages, the write-ahead log and columns, and not
 * what the tables mean.
 */
@NullMarked
package io.github.whatsapp360.inbox.internal.embedded.repair;

import org.jspecify.annotations.NullMarked;
