/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: connections to the API, transfer of requests and files, and classification of failures. Every request is
 * sent once; retries are not made here.
 *
 * <p>All types are thread-safe unless their Javadoc says otherwise; no thread waits.
 */
@NullMarked
package io.github.whatsapp360.client.internal.http;

import org.jspecify.annotations.NullMarked;
