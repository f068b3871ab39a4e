/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

/**
 * Rate limit, retries and sizes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param messagesPerSecond the pace of the number; default 80, which is what Meta gives a new number (20 with the
 *     WhatsApp Business app, up to 1000 on request). 0 switches all pacing off, that of single recipients too
 * @param maximumRetries maximum number of retries of a call that certainly had no effect and may succeed later; default
 *     3
 * @param maximumMediaSize maximum size of a download in bytes; default 100 MB, which is the limit of the API
 * @param adaptiveRate whether {@code messagesPerSecond} is only where the rate begins: it follows what is {@linkplain
 *     Whatsapp360Client#reportRate reported} of the number, and is halved for a while when the API throttles; default
 *     false
 */
public record ClientLimits(int messagesPerSecond, int maximumRetries, long maximumMediaSize, boolean adaptiveRate) {

    /** 80 messages a second, 3 retries, 100 MB. */
    public static final ClientLimits DEFAULT = new ClientLimits(80, 3, 100L << 20);

    public ClientLimits {
        if (messagesPerSecond < 0 || maximumRetries < 0 || maximumMediaSize < 0) {
            throw new IllegalArgumentException("Expected limits of at least 0, actual are messagesPerSecond="
                    + messagesPerSecond + ", maximumRetries=" + maximumRetries + ", maximumMediaSize="
                    + maximumMediaSize);
        }
    }

    /** Limits with a fixed rate. */
    public ClientLimits(int messagesPerSecond, int maximumRetries, long maximumMediaSize) {
        this(messagesPerSecond, maximumRetries, maximumMediaSize, false);
    }

    /** The same at another, fixed rate. */
    public ClientLimits withMessagesPerSecond(int messages) {
        return new ClientLimits(messages, maximumRetries, maximumMediaSize);
    }

    /** The same with a rate that begins at 80 messages a second and follows the number's. */
    public ClientLimits withAdaptiveRate() {
        return new ClientLimits(DEFAULT.messagesPerSecond, maximumRetries, maximumMediaSize, true);
    }

    /** The same with another number of retries. */
    public ClientLimits withMaximumRetries(int retries) {
        return new ClientLimits(messagesPerSecond, retries, maximumMediaSize, adaptiveRate);
    }

    /** The same with another maximum media size. */
    public ClientLimits withMaximumMediaSize(long bytes) {
        return new ClientLimits(messagesPerSecond, maximumRetries, bytes, adaptiveRate);
    }
}
