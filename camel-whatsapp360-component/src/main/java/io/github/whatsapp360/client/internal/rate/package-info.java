/**
 * Internal: rate limits, retries, time-outs and delays. Knows nothing of HTTP.
 *
 * <p>All types are thread-safe unless their Javadoc says otherwise; no thread waits.
 */
@NullMarked
package io.github.whatsapp360.client.internal.rate;

import org.jspecify.annotations.NullMarked;
