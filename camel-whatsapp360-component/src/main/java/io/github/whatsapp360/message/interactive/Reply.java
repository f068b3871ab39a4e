/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.interactive;

import static java.util.Objects.requireNonNull;

/**
 * A reply button.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id returned with the tap; 1 to 256 characters, no leading or trailing blanks, unique in the message
 * @param title the label; 1 to 20 characters without markup, unique in the message
 */
public record Reply(String id, String title) {

    public Reply {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
    }

    /** An answer that comes back as its own title. */
    public static Reply of(String title) {
        return new Reply(title, title);
    }
}
