/**
 * The calls of the 360dialog API, one method each: owns HTTP, what a failure means, and the pace. Knows neither Camel nor
 * the webhook.
 *
 * <p>All types are thread-safe; futures complete on a thread of the HTTP client, so whoever waits for them hands over.
 */
@NullMarked
package io.github.whatsapp360.client;

import org.jspecify.annotations.NullMarked;
