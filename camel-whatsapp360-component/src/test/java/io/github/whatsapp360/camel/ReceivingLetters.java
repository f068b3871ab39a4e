/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.camel.KeepingModel.Letter;
import io.github.whatsapp360.camel.internal.receive.Receiver;
import io.github.whatsapp360.inbox.DeadLetter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dead letters: the subscription stands in the reason, the event in the body. */
final class ReceivingLetters {

    private static final int MOST = 1_000;
    private static final Pattern SUBSCRIPTION = Pattern.compile(" in (r\\d)");
    private static final Pattern MESSAGE = Pattern.compile("wamid\\.m\\.(\\d+)\\.(\\d+)\\.(\\w+)\\.(\\d+)");
    private static final Pattern STATUS = Pattern.compile("wamid\\.s\\.(\\d+)\",\"status\":\"(\\w+)\"");

    private ReceivingLetters() {}

    static List<Letter> of(Receiver receiver) {
        return receiver.deadLetters(0, MOST).stream()
                .map(each -> receiver.deadLetter(each.id()).orElseThrow())
                .map(ReceivingLetters::letter)
                .toList();
    }

    private static Letter letter(DeadLetter letter) {
        Matcher subscription = SUBSCRIPTION.matcher(letter.problem());
        String body = new String(letter.body(), UTF_8);
        Matcher message = MESSAGE.matcher(body);
        Matcher status = STATUS.matcher(body);
        boolean isMessage = message.find();
        if (!subscription.find() || !(isMessage || status.find())) {
            throw new IllegalArgumentException(letter + " " + body);
        }
        return new Letter(
                subscription.group(1),
                isMessage
                        ? ReceivedEvent.of(message.group(1), message.group(2), message.group(3), message.group(4))
                        : ReceivedEvent.status(Integer.parseInt(status.group(1)), status.group(2)));
    }
}
