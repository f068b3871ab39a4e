/**
 * Internal: connections to the API, transfer of requests and files, and what an answer or its absence means. Sends each request once; nothing is repeated here.
 *
 * <p>All types are thread-safe unless their Javadoc says otherwise; no thread waits.
 */
@NullMarked
package io.github.whatsapp360.client.internal.http;

import org.jspecify.annotations.NullMarked;
