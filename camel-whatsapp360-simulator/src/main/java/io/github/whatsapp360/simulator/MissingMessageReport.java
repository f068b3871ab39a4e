/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import io.github.whatsapp360.simulator.api.ApiRequest;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.world.Chat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why fewer messages have arrived than somebody waits for. Confined to the event loop. */
record MissingMessageReport(Chat chat, Collection<ApiRequest> requests) {

    private static final int MAXIMUM_ANSWER = 300;

    /** One sentence, of everything that is known. */
    String text() {
        List<String> reasons = new ArrayList<>();
        Map<String, Integer> refused = new LinkedHashMap<>();
        chat.messages().forEach(message -> {
            if (message.fromBusiness() && message.doom() != null) {
                refused.merge(reason(message.doom()), 1, Integer::sum);
            }
        });
        refused.forEach((reason, count) -> reasons.add(were(count) + " refused with " + reason));
        Map<String, Integer> answers = new LinkedHashMap<>();
        for (ApiRequest request : requests) {
            if (isRefusedSend(request)) {
                answers.merge(request.status() + " " + shortened(request.answer()), 1, Integer::sum);
            }
        }
        answers.forEach((answer, count) -> reasons.add(were(count) + " answered HTTP " + answer));
        if (chat.channel().webhook() == null) {
            reasons.add("no webhook is registered, so that nothing is delivered to the application");
        }
        return reasons.isEmpty() ? "nothing else was sent to this customer" : String.join("; ", reasons);
    }

    private static String were(int count) {
        return count + (count == 1 ? " was" : " were");
    }

    private static boolean isRefusedSend(ApiRequest request) {
        return request.method().equals("POST") && request.path().endsWith("messages") && request.status() >= 400;
    }

    private static String shortened(String answer) {
        return answer.length() > MAXIMUM_ANSWER ? answer.substring(0, MAXIMUM_ANSWER) + "…" : answer;
    }

    private static String reason(Problem problem) {
        return problem.code() + ": "
                + switch (problem.code()) {
                    case 131047 -> "let the customer write first, or send a template";
                    case 131026 -> "the customer has left WhatsApp";
                    case 131050 -> "the customer wants no marketing";
                    case 130403 -> "the number has blocked the customer";
                    default -> problem.details();
                };
    }
}
