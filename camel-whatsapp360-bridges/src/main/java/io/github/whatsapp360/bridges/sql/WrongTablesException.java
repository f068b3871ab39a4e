/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.sql;

import java.io.Serial;
import java.sql.SQLException;

/** The tables of the database are not those that the bridge needs; the message says what is missing. */
public final class WrongTablesException extends SQLException {

    @Serial
    private static final long serialVersionUID = 1L;

    WrongTablesException(String message) {
        super(message);
    }
}
