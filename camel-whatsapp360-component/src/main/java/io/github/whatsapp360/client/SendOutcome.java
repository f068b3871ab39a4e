/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

/** The outcome of a send. The names are values of the header {@code CamelWhatsapp360SendOutcome}. */
public enum SendOutcome {
    /** The API answered 2xx with a message id. This does not mean <em>delivered</em>, which a status event reports. */
    accepted,
    /** Refused, or failed before the request was sent. Sending it again cannot cause a duplicate. */
    notSent,
    /** The request may have arrived, but there is no response. Sending it again may cause a duplicate. */
    unknown
}
