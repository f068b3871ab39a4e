/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.delivery.WaitFor;
import io.github.whatsapp360.message.MessageCategory;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The options of an endpoint, including those of its account. Read once, when the endpoint or its account starts.
 *
 * <p>Confined to the thread that configures.
 */
@UriParams
public class Whatsapp360Configuration extends AccountConfiguration implements Cloneable {

    @UriParam(label = "producer", description = "Recipient of the message. The header CamelWhatsapp360To overrides it.")
    private @Nullable String to;

    @UriParam(
            label = "producer",
            defaultValue = "send",
            description = "Operation of the producer. The header CamelWhatsapp360Operation overrides it.")
    private Whatsapp360Operations operation = Whatsapp360Operations.send;

    @UriParam(
            label = "producer",
            description = "Name of the template to send; the body supplies its parameters. The header "
                    + "CamelWhatsapp360TemplateName overrides it.")
    private @Nullable String templateName;

    @UriParam(label = "producer", description = "Language of the template, for example en_US.")
    private @Nullable String templateLanguage;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Whether to split a text longer than 4096 characters into several messages. If false, "
                    + "such a text fails and nothing is sent.")
    private boolean splitLongText = true;

    @UriParam(
            label = "producer",
            defaultValue = "fail",
            description = "Handling of a free-form message while the customer service window is closed: fail (throw "
                    + "WindowClosedException, send nothing), template (send windowTemplate instead), "
                    + "directSend (send it with category=utility), send (send the message anyway).")
    private WhenWindowClosed whenWindowClosed = WhenWindowClosed.fail;

    @UriParam(
            label = "producer",
            description = "Template for whenWindowClosed=template, as name/language, for example reminder/en_US. If "
                    + "its body has exactly one parameter, the text of the message is used for it.")
    private @Nullable String windowTemplate;

    @UriParam(
            label = "producer",
            description = "Category of messages: utility and authentication are also delivered outside the customer "
                    + "service window, without a template (Direct Send); service is the same as no "
                    + "category. Templates and reactions are sent without it. The header "
                    + "CamelWhatsapp360Category overrides it.")
    private @Nullable MessageCategory category;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description = "Time during which WhatsApp tries to deliver a message with a category: 30s to 12h for "
                    + "utility, 30s to 15m for authentication. The default is WhatsApp's own. After "
                    + "that time WhatsApp drops the message without a status.")
    private long timeToLive;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Whether to check a message against WhatsApp's limits before it is sent. A message that "
                    + "exceeds them fails and nothing is sent.")
    private boolean validate = true;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Whether to refuse marketing templates to customers who have opted out, whose last "
                    + "user_preferences event was stop: the send fails with UndeliverableException.")
    private boolean respectOptOut = true;

    @UriParam(
            label = "producer",
            description = "State for which a send waits before the route continues: sent, delivered, read or reply. "
                    + "No thread is blocked. If WhatsApp reports the message as failed, the exchange fails as "
                    + "after a refused send. With reply the body becomes the customer's reply. Needs a consumer "
                    + "of the account. The header CamelWhatsapp360WaitFor overrides it.")
    private @Nullable WaitFor waitFor;

    @UriParam(
            label = "producer",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "Maximum time of waitFor, after the last message was accepted; at most 24h.")
    private long waitTimeout = 30_000;

    @UriParam(
            label = "producer",
            defaultValue = "continue",
            enums = "continue,fail",
            description = "What happens after waitTimeout: continue (the header CamelWhatsapp360Delivery is timeout) "
                    + "or fail (DeliveryTimeoutException).")
    private String onWaitTimeout = "continue";

    @UriParam(
            label = "producer",
            description = "Whether each message causes exactly one delivery event, which consumers with "
                    + "events=delivery get, also after a restart. Needs a consumer of the account.")
    private boolean trackDelivery;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "24h",
            javaType = "java.time.Duration",
            description = "With trackDelivery: time after which a message without a final status causes the event "
                    + "delivery:timeout, or delivery:unknown if the API never answered; at most sentMessagePeriod.")
    private long deliveryTimeout = 86_400_000;

    @UriParam(
            label = "producer,advanced",
            description = "Selects the exchange headers that are sent as HTTP headers by the operation call. By "
                    + "default none. HTTP headers of a delivery are never copied to the exchange.")
    private @Nullable HeaderFilterStrategy headerFilterStrategy;

    @UriParam(
            label = "consumer",
            description = "Whether to download the media of an event (image, video, audio, document, sticker) "
                    + "before the route runs and to attach it to the exchange (camel-attachments). If "
                    + "the download fails, the exchange fails.")
    private boolean downloadMedia;

    @UriParam(
            label = "consumer",
            description =
                    "Whether to mark each message as read before the route runs. A failure does not affect the route.")
    private boolean markAsRead;

    @UriParam(
            label = "consumer",
            description = "Whether to show the typing indicator to the customer while the route runs, until a "
                    + "message is sent or 25 seconds have passed. Also marks the message as read.")
    private boolean typingIndicator;

    @UriParam(
            label = "consumer",
            defaultValue = "message",
            description = "Comma-separated event families of this consumer, or all: message, status, delivery, "
                    + "error, userAction, call, template, account, flow, group, user, echo, history, handover, "
                    + "partner, unknown. A family can be narrowed to one event name, for example "
                    + "status:failed.")
    private String events = "message";

    @UriParam(
            label = "consumer",
            description = "Name of this consumer's durable subscription. Events are kept for it while its route is "
                    + "stopped. The default is the id of the route if it was set explicitly, otherwise "
                    + "the value of events. Must be unique among the consumers of an account.")
    private @Nullable String subscription;

    public @Nullable WaitFor getWaitFor() {
        return waitFor;
    }

    public void setWaitFor(@Nullable WaitFor waitFor) {
        this.waitFor = waitFor;
    }

    public long getWaitTimeout() {
        return waitTimeout;
    }

    public void setWaitTimeout(long waitTimeout) {
        this.waitTimeout = waitTimeout;
    }

    public String getOnWaitTimeout() {
        return onWaitTimeout;
    }

    public void setOnWaitTimeout(String onWaitTimeout) {
        this.onWaitTimeout = onWaitTimeout;
    }

    public boolean isTrackDelivery() {
        return trackDelivery;
    }

    public void setTrackDelivery(boolean trackDelivery) {
        this.trackDelivery = trackDelivery;
    }

    public long getDeliveryTimeout() {
        return deliveryTimeout;
    }

    public void setDeliveryTimeout(long deliveryTimeout) {
        this.deliveryTimeout = deliveryTimeout;
    }

    /** Returns an independent copy. */
    public Whatsapp360Configuration copy() {
        try {
            return (Whatsapp360Configuration) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new RuntimeCamelException(impossible);
        }
    }

    public boolean isDownloadMedia() {
        return downloadMedia;
    }

    public void setDownloadMedia(boolean downloadMedia) {
        this.downloadMedia = downloadMedia;
    }

    public boolean isMarkAsRead() {
        return markAsRead;
    }

    public void setMarkAsRead(boolean markAsRead) {
        this.markAsRead = markAsRead;
    }

    public boolean isTypingIndicator() {
        return typingIndicator;
    }

    public void setTypingIndicator(boolean typingIndicator) {
        this.typingIndicator = typingIndicator;
    }

    public @Nullable HeaderFilterStrategy getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    public void setHeaderFilterStrategy(@Nullable HeaderFilterStrategy headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }

    public @Nullable String getTo() {
        return to;
    }

    public void setTo(@Nullable String to) {
        this.to = to;
    }

    public Whatsapp360Operations getOperation() {
        return operation;
    }

    public void setOperation(Whatsapp360Operations operation) {
        this.operation = operation;
    }

    public @Nullable String getTemplateName() {
        return templateName;
    }

    public void setTemplateName(@Nullable String templateName) {
        this.templateName = templateName;
    }

    public @Nullable String getTemplateLanguage() {
        return templateLanguage;
    }

    public void setTemplateLanguage(@Nullable String templateLanguage) {
        this.templateLanguage = templateLanguage;
    }

    public boolean isSplitLongText() {
        return splitLongText;
    }

    public void setSplitLongText(boolean splitLongText) {
        this.splitLongText = splitLongText;
    }

    public WhenWindowClosed getWhenWindowClosed() {
        return whenWindowClosed;
    }

    public void setWhenWindowClosed(WhenWindowClosed whenWindowClosed) {
        this.whenWindowClosed = whenWindowClosed;
    }

    public @Nullable String getWindowTemplate() {
        return windowTemplate;
    }

    public void setWindowTemplate(@Nullable String windowTemplate) {
        this.windowTemplate = windowTemplate;
    }

    public @Nullable MessageCategory getCategory() {
        return category;
    }

    public void setCategory(@Nullable MessageCategory category) {
        this.category = category;
    }

    public long getTimeToLive() {
        return timeToLive;
    }

    public void setTimeToLive(long timeToLive) {
        this.timeToLive = timeToLive;
    }

    public boolean isValidate() {
        return validate;
    }

    public void setValidate(boolean validate) {
        this.validate = validate;
    }

    public boolean isRespectOptOut() {
        return respectOptOut;
    }

    public void setRespectOptOut(boolean respectOptOut) {
        this.respectOptOut = respectOptOut;
    }

    public @Nullable String getSubscription() {
        return subscription;
    }

    public void setSubscription(@Nullable String subscription) {
        this.subscription = subscription;
    }

    public String getEvents() {
        return events;
    }

    public void setEvents(String events) {
        this.events = events;
    }
}
