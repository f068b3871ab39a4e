/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.message.Recipient;
import java.util.function.Predicate;

/**
 * The maximum length of a text in one message, which is smaller with Direct Send. Decided once for a send,
 * so that a redelivery makes the same parts although the window has opened or closed meanwhile.
 *
 * <p>Confined to one send.
 */
final class TextLimit {

    private static final int USUAL = 4096;
    private static final int DIRECT = 1024;

    private final Predicate<Recipient> sentDirectly;
    private int decided;

    /**
     * A limit.
     *
     * @param decided by an earlier attempt; 0 if there was none
     * @param sentDirectly whether a text to this recipient has to go by Direct Send
     */
    TextLimit(int decided, Predicate<Recipient> sentDirectly) {
        this.decided = decided;
        this.sentDirectly = sentDirectly;
    }

    /** Of a message whose category says how it goes. */
    static int of(boolean directSend) {
        return directSend ? DIRECT : USUAL;
    }

    /** Of a text to this recipient. */
    int of(Recipient recipient) {
        if (decided == 0) {
            decided = of(sentDirectly.test(recipient));
        }
        return decided;
    }

    /** What was decided; 0 if nothing was. */
    int decided() {
        return decided;
    }
}
