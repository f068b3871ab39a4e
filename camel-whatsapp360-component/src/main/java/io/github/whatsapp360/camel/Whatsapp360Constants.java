/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import org.apache.camel.spi.Metadata;

/** The names of the exchange headers. A header without a value is absent, never null or an empty string. */
public final class Whatsapp360Constants {

    // Read by the producer.

    @Metadata(
            label = "producer",
            description = "Recipient: a phone number in international format, a business-scoped user id, or a group "
                    + "id if CamelWhatsapp360RecipientType is group.",
            javaType = "String")
    public static final String TO = "CamelWhatsapp360To";

    @Metadata(
            label = "producer",
            description = "Type of the recipient in CamelWhatsapp360To.",
            javaType = "String",
            defaultValue = "individual",
            enums = "individual,group")
    public static final String RECIPIENT_TYPE = "CamelWhatsapp360RecipientType";

    @Metadata(
            label = "producer",
            description = "Operation. Overrides the option of the endpoint.",
            javaType = "io.github.whatsapp360.camel.Whatsapp360Operations")
    public static final String OPERATION = "CamelWhatsapp360Operation";

    @Metadata(label = "producer", description = "Id of the message to quote.", javaType = "String")
    public static final String REPLY_TO_MESSAGE_ID = "CamelWhatsapp360ReplyToMessageId";

    @Metadata(
            label = "producer",
            description = "Name of the template to send. The body supplies its parameters.",
            javaType = "String")
    public static final String TEMPLATE_NAME = "CamelWhatsapp360TemplateName";

    @Metadata(label = "producer", description = "Language of the template, for example en_US.", javaType = "String")
    public static final String TEMPLATE_LANGUAGE = "CamelWhatsapp360TemplateLanguage";

    @Metadata(
            label = "producer",
            description = "Body parameters of the template: a List (positional) or a Map (named). Overrides the "
                    + "message body.",
            javaType = "Object")
    public static final String TEMPLATE_PARAMETERS = "CamelWhatsapp360TemplateParameters";

    @Metadata(
            label = "producer",
            description = "Whether to show a preview of the first link in a text.",
            javaType = "Boolean")
    public static final String PREVIEW_URL = "CamelWhatsapp360PreviewUrl";

    @Metadata(
            label = "producer",
            description = "Data of up to 512 characters that each status of the message returns.",
            javaType = "String")
    public static final String CALLBACK_DATA = "CamelWhatsapp360CallbackData";

    @Metadata(
            label = "producer",
            description = "MIME type of the file to send or upload, for example image/jpeg.",
            javaType = "String")
    public static final String MEDIA_TYPE = "CamelWhatsapp360MediaType";

    @Metadata(
            label = "producer",
            description = "Category of the message: utility and authentication are also delivered outside the "
                    + "customer service window, without a template (Direct Send); service is the same "
                    + "as no category. Overrides the option category.",
            javaType = "String",
            enums = "utility,authentication,service")
    public static final String CATEGORY = "CamelWhatsapp360Category";

    @Metadata(
            label = "producer",
            description = "Time during which WhatsApp tries to deliver a message with a category: a Duration or "
                    + "text in Camel's notation, for example 1h. Overrides the option timeToLive.",
            javaType = "java.time.Duration")
    public static final String TIME_TO_LIVE = "CamelWhatsapp360TimeToLive";

    @Metadata(
            label = "producer",
            description =
                    "Name of the file to send or upload. Overrides the file's own name. Displayed with documents.",
            javaType = "String")
    public static final String FILE_NAME = "CamelWhatsapp360FileName";

    @Metadata(
            label = "producer",
            description = "Caption of an image, video or document, up to 1024 characters.",
            javaType = "String")
    public static final String CAPTION = "CamelWhatsapp360Caption";

    @Metadata(
            label = "producer",
            description = "The API's id of the template, for the template operations.",
            javaType = "String")
    public static final String TEMPLATE_ID = "CamelWhatsapp360TemplateId";

    @Metadata(label = "producer", description = "The API's id of a flow, for the flow operations.", javaType = "String")
    public static final String FLOW_ID = "CamelWhatsapp360FlowId";

    @Metadata(
            label = "producer",
            description = "How many days the operation pinMessage pins a message, 1 to 30.",
            javaType = "Integer",
            defaultValue = "7")
    public static final String PIN_DAYS = "CamelWhatsapp360PinDays";

    @Metadata(
            label = "producer",
            description = "Path and query of the operation call, for example /groups. The method is taken from "
                    + "CamelHttpMethod.",
            javaType = "String")
    public static final String PATH = "CamelWhatsapp360Path";

    @Metadata(
            label = "producer",
            description =
                    "Ids of the dead letters of the operation: comma-separated, a List, or all. Overrides the body.",
            javaType = "Object")
    public static final String DEAD_LETTER_ID = "CamelWhatsapp360DeadLetterId";

    @Metadata(
            label = "producer",
            description = "Id after which the list of dead letters begins: the last id of the previous page.",
            javaType = "Long",
            defaultValue = "0")
    public static final String DEAD_LETTER_AFTER = "CamelWhatsapp360DeadLetterAfter";

    @Metadata(
            label = "producer",
            description = "Maximum number of dead letters in the list, 1 to 1000.",
            javaType = "Integer",
            defaultValue = "50")
    public static final String DEAD_LETTER_LIMIT = "CamelWhatsapp360DeadLetterLimit";

    @Metadata(
            label = "producer",
            description = "Whether to list dead letters with their bodies as received. All bodies of a page are "
                    + "then in memory at once.",
            javaType = "Boolean",
            defaultValue = "false")
    public static final String DEAD_LETTER_BODIES = "CamelWhatsapp360DeadLetterBodies";

    // Set by a send.

    @Metadata(
            label = "producer",
            description = "Id of the sent message, or of the last one of several.",
            javaType = "String")
    public static final String SENT_MESSAGE_ID = "CamelWhatsapp360SentMessageId";

    @Metadata(label = "producer", description = "Ids of all sent messages, in order.", javaType = "java.util.List")
    public static final String SENT_MESSAGE_IDS = "CamelWhatsapp360SentMessageIds";

    @Metadata(
            label = "producer",
            description = "Status of an accepted template as reported by the API: accepted, held for quality "
                    + "assessment, or paused. With several messages, the last status other than accepted. "
                    + "Absent if the API reports none.",
            javaType = "String",
            enums = "accepted,held_for_quality_assessment,paused")
    public static final String MESSAGE_STATUS = "CamelWhatsapp360MessageStatus";

    @Metadata(
            label = "producer",
            description = "What the send waits for before the route continues. Overrides the option waitFor.",
            javaType = "String",
            enums = "sent,delivered,read,reply")
    public static final String WAIT_FOR = "CamelWhatsapp360WaitFor";

    @Metadata(
            label = "common",
            description = "The sender's id of a message that is sent with waitFor or trackDelivery, up to 512 "
                    + "characters. It is kept in the sent-message log and set on delivery events.",
            javaType = "String")
    public static final String CORRELATION_ID = "CamelWhatsapp360CorrelationId";

    @Metadata(
            label = "producer",
            description = "Key of the message in the sent-message log, with waitFor or trackDelivery. Of several "
                    + "messages the last one.",
            javaType = "String")
    public static final String SENT_MESSAGE_KEY = "CamelWhatsapp360SentMessageKey";

    @Metadata(
            label = "common",
            description = "Delivery result of the message, after waitFor and on delivery events. With several "
                    + "messages, the least advanced one.",
            javaType = "String",
            enums = "sent,delivered,read,failed,timeout,unknown")
    public static final String DELIVERY = "CamelWhatsapp360Delivery";

    @Metadata(
            label = "common",
            description = "When the message was delivered, after waitFor and on delivery events. Of several "
                    + "messages the latest, if all were delivered.",
            javaType = "java.time.Instant")
    public static final String DELIVERED_AT = "CamelWhatsapp360DeliveredAt";

    @Metadata(
            label = "common",
            description = "When the message was read, after waitFor and on delivery events. With several messages, the "
                    + "latest time, if all were read.",
            javaType = "java.time.Instant")
    public static final String READ_AT = "CamelWhatsapp360ReadAt";

    @Metadata(
            label = "common",
            description = "Why the message failed or could not be sent, in one sentence, after waitFor and on "
                    + "delivery events.",
            javaType = "String")
    public static final String DELIVERY_PROBLEM = "CamelWhatsapp360DeliveryProblem";

    @Metadata(
            label = "producer",
            description = "Outcome of the send.",
            javaType = "String",
            enums = "accepted,notSent,unknown")
    public static final String SEND_OUTCOME = "CamelWhatsapp360SendOutcome";

    // The customer service window, set by consumer and producer.

    @Metadata(
            label = "common",
            description = "State of the customer service window of the sender (consumer) or the recipient "
                    + "(producer). Free-form messages are delivered only while it is open.",
            javaType = "String",
            enums = "open,closed,unknown")
    public static final String WINDOW_STATE = "CamelWhatsapp360WindowState";

    @Metadata(
            label = "common",
            description = "Expiry of the open customer service window. Absent if the window is not open.",
            javaType = "java.time.Instant")
    public static final String WINDOW_EXPIRES = "CamelWhatsapp360WindowExpires";

    // Set by the consumer; the recipient and the message id also by the producer.

    @Metadata(
            label = "common",
            description = "WhatsApp id of the recipient, from the response of the API or from a status event.",
            javaType = "String")
    public static final String RECIPIENT_ID = "CamelWhatsapp360RecipientId";

    @Metadata(label = "consumer", description = "Account that received the event.", javaType = "String")
    public static final String ACCOUNT = "CamelWhatsapp360Account";

    @Metadata(label = "consumer", description = "Family of the event, as in the option events.", javaType = "String")
    public static final String EVENT_TYPE = "CamelWhatsapp360EventType";

    @Metadata(
            label = "consumer",
            description = "Name of the event: the type of a message, the state of a status, otherwise field and event.",
            javaType = "String")
    public static final String EVENT_NAME = "CamelWhatsapp360EventName";

    @Metadata(label = "consumer", description = "Id of the event.", javaType = "String")
    public static final String EVENT_ID = "CamelWhatsapp360EventId";

    @Metadata(
            label = "common",
            description = "Id of the received message, or of the message that the event refers to.",
            javaType = "String")
    public static final String MESSAGE_ID = "CamelWhatsapp360MessageId";

    @Metadata(label = "consumer", description = "Type of the message, for example text or image.", javaType = "String")
    public static final String MESSAGE_TYPE = "CamelWhatsapp360MessageType";

    @Metadata(
            label = "common",
            description = "Sender, in the form to be used for a reply. The producer uses it as the recipient if no "
                    + "other is given.",
            javaType = "String")
    public static final String FROM = "CamelWhatsapp360From";

    @Metadata(
            description = "Opaque id of the customer whom the event concerns, or who is the recipient of the send. It "
                    + "stays the same when phone numbers and user ids are hidden, added or changed: use it as the "
                    + "key of data about a customer.",
            javaType = "String")
    public static final String CUSTOMER_ID = "CamelWhatsapp360CustomerId";

    @Metadata(description = "Current business-scoped user id of the customer.", javaType = "String")
    public static final String USER_ID = "CamelWhatsapp360UserId";

    @Metadata(
            description = "Current parent user id of the customer, which is valid for linked business portfolios.",
            javaType = "String")
    public static final String PARENT_USER_ID = "CamelWhatsapp360ParentUserId";

    @Metadata(description = "User name of the customer, without the at sign.", javaType = "String")
    public static final String USERNAME = "CamelWhatsapp360Username";

    @Metadata(
            label = "producer",
            description = "Whether the operation forget also deletes the customer from the contact book that WhatsApp "
                    + "keeps for the business.",
            javaType = "Boolean",
            defaultValue = "false")
    public static final String FORGET_REMOTE = "CamelWhatsapp360ForgetRemote";

    @Metadata(label = "consumer", description = "Business-scoped user id of the sender.", javaType = "String")
    public static final String FROM_USER_ID = "CamelWhatsapp360FromUserId";

    @Metadata(label = "consumer", description = "Profile name of the customer.", javaType = "String")
    public static final String CONTACT_NAME = "CamelWhatsapp360ContactName";

    @Metadata(
            label = "consumer",
            description = "Time of the event according to WhatsApp.",
            javaType = "java.time.Instant")
    public static final String TIMESTAMP = "CamelWhatsapp360Timestamp";

    @Metadata(
            label = "consumer",
            description = "The API's id of the number that received the event.",
            javaType = "String")
    public static final String PHONE_NUMBER_ID = "CamelWhatsapp360PhoneNumberId";

    @Metadata(
            label = "consumer",
            description = "Number that received the event, in its display format.",
            javaType = "String")
    public static final String DISPLAY_PHONE_NUMBER = "CamelWhatsapp360DisplayPhoneNumber";

    @Metadata(
            label = "consumer",
            description = "Id of the message that this message quotes or answers.",
            javaType = "String")
    public static final String CONTEXT_MESSAGE_ID = "CamelWhatsapp360ContextMessageId";

    @Metadata(label = "consumer", description = "Id of the group of the message.", javaType = "String")
    public static final String GROUP_ID = "CamelWhatsapp360GroupId";

    @Metadata(label = "common", description = "Media id of the message or of the operation.", javaType = "String")
    public static final String MEDIA_ID = "CamelWhatsapp360MediaId";

    @Metadata(label = "common", description = "MIME type of the media.", javaType = "String")
    public static final String MIME_TYPE = "CamelWhatsapp360MimeType";

    @Metadata(
            label = "common",
            description = "File name of the media as given by the customer. A download sanitizes it.",
            javaType = "String")
    public static final String MEDIA_FILE_NAME = "CamelWhatsapp360MediaFileName";

    @Metadata(label = "consumer", description = "Id or payload of the tapped button or list row.", javaType = "String")
    public static final String BUTTON_ID = "CamelWhatsapp360ButtonId";

    @Metadata(label = "consumer", description = "State reported by a status event.", javaType = "String")
    public static final String STATUS = "CamelWhatsapp360Status";

    @Metadata(label = "consumer", description = "Error code of the event.", javaType = "Integer")
    public static final String ERROR_CODE = "CamelWhatsapp360ErrorCode";

    @Metadata(
            label = "consumer",
            description =
                    "Whether the event may have run before: its route failed, or the application ended while it ran.",
            javaType = "Boolean")
    public static final String REDELIVERED = "CamelWhatsapp360Redelivered";

    private Whatsapp360Constants() {}
}
