/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.support.ApiAccess;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.json.ApiJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks a message as read and shows the typing indicator before the route runs. Failures are logged and do not affect
 * the route.
 *
 * <p>Thread-safe. Waits up to five seconds for the response of the API, so that the typing indicator never appears
 * after the reply.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/mark-messages-as-read">Mark as read</a>
 */
final class ReadReceipts {

    private static final Logger LOG = LoggerFactory.getLogger(ReadReceipts.class);

    private static final Duration RECEIPT_TIMEOUT = Duration.ofSeconds(5);

    private final ApiAccess account;
    private final boolean typing;

    private ReadReceipts(ApiAccess account, boolean typing) {
        this.account = account;
        this.typing = typing;
    }

    /** Null if neither {@code markAsRead} nor {@code typingIndicator} is set. */
    static @Nullable ReadReceipts of(ApiAccess account, Whatsapp360Configuration options) {
        return options.isMarkAsRead() || options.isTypingIndicator()
                ? new ReadReceipts(account, options.isTypingIndicator())
                : null;
    }

    /** Only messages from customers are marked: no echoes, no history, no messages handled by another agent. */
    void send(InboundEvent event) {
        String messageId = event.messageId();
        if (!(event instanceof InboundMessage) || messageId == null) {
            return;
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("messaging_product", "whatsapp");
        request.put("status", "read");
        request.put("message_id", messageId);
        if (typing) {
            request.put("typing_indicator", Map.of("type", "text"));
        }
        try {
            Whatsapp360Client client = account.client();
            byte[] unused = client.call("POST", "/messages", ApiJson.write(request))
                    .get(RECEIPT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            LOG.warn(
                    "Account {}: message {} could not be marked as read: {}",
                    account.name(),
                    messageId,
                    Whatsapp360Exception.in(refused).toString());
        } catch (TimeoutException slow) {
            LOG.warn(
                    "Account {}: marking message {} as read takes longer than {}",
                    account.name(),
                    messageId,
                    RECEIPT_TIMEOUT);
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unusable) {
            // The event runs whether or not the receipt can be sent.
            LOG.warn(
                    "Account {}: message {} could not be marked as read: {}",
                    account.name(),
                    messageId,
                    unusable.toString());
        }
    }
}
