/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import java.util.Locale;

/**
 * What a message that is sent without a template of one's own is for; see {@link DirectSend}. The names are the API's
 * own words.
 */
public enum MessageCategory {
    /** About something that the customer has ordered or asked for; needs no open window. */
    utility,
    /** A one-time password; needs no open window, and a phone number as recipient. */
    authentication,
    /** As without a category: needs an open window. */
    service;

    /** Whether a message of this category needs no open window. */
    public boolean isDirectSend() {
        return this != service;
    }

    /**
     * Reads the API's word, whatever its case.
     *
     * @throws IllegalArgumentException if it is none of them; the API refuses each other one
     */
    public static MessageCategory parse(String word) {
        try {
            return valueOf(word.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("Expected utility, authentication or service as category");
        }
    }
}
