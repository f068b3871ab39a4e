package io.github.whatsapp360.camel;

import org.apache.camel.spi.Metadata;

/** The headers of exchanges. Absent is absent: none is ever set to null or to an empty string. */
public final class Whatsapp360Constants {

    // What the producer reads.

    @Metadata(
            label = "producer",
            description =
                    "The recipient: a phone number in international form, a business-scoped user id, or with RecipientType group a group id.",
            javaType = "String")
    public static final String TO = "CamelWhatsapp360To";

    @Metadata(
            label = "producer",
            description = "What kind of recipient To is.",
            javaType = "String",
            defaultValue = "individual",
            enums = "individual,group")
    public static final String RECIPIENT_TYPE = "CamelWhatsapp360RecipientType";

    @Metadata(
            label = "producer",
            description = "The operation, instead of the endpoint's option.",
            javaType = "io.github.whatsapp360.camel.Whatsapp360Operations")
    public static final String OPERATION = "CamelWhatsapp360Operation";

    @Metadata(label = "producer", description = "The id of the message to quote.", javaType = "String")
    public static final String REPLY_TO_MESSAGE_ID = "CamelWhatsapp360ReplyToMessageId";

    @Metadata(
            label = "producer",
            description = "Send this template; the body gives its parameters.",
            javaType = "String")
    public static final String TEMPLATE_NAME = "CamelWhatsapp360TemplateName";

    @Metadata(label = "producer", description = "The template's language, for example en_US.", javaType = "String")
    public static final String TEMPLATE_LANGUAGE = "CamelWhatsapp360TemplateLanguage";

    @Metadata(
            label = "producer",
            description = "The template's body parameters, instead of the message body: a List or a Map by name.",
            javaType = "Object")
    public static final String TEMPLATE_PARAMETERS = "CamelWhatsapp360TemplateParameters";

    @Metadata(
            label = "producer",
            description = "Whether the first link of a text is shown with a preview.",
            javaType = "Boolean")
    public static final String PREVIEW_URL = "CamelWhatsapp360PreviewUrl";

    @Metadata(
            label = "producer",
            description = "Up to 512 characters that come back in every status of the message.",
            javaType = "String")
    public static final String CALLBACK_DATA = "CamelWhatsapp360CallbackData";

    @Metadata(
            label = "producer",
            description = "The MIME type of the file that is sent or uploaded, for example image/jpeg.",
            javaType = "String")
    public static final String MEDIA_TYPE = "CamelWhatsapp360MediaType";

    @Metadata(
            label = "producer",
            description =
                    "The name of the file that is sent or uploaded, instead of its own; documents are shown with it.",
            javaType = "String")
    public static final String FILE_NAME = "CamelWhatsapp360FileName";

    @Metadata(
            label = "producer",
            description = "The text below a picture, film or document that is sent, up to 1024 characters.",
            javaType = "String")
    public static final String CAPTION = "CamelWhatsapp360Caption";

    @Metadata(
            label = "producer",
            description = "The API's id of a template, for the template operations.",
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
            description =
                    "The path of the operation call, with its query, for example /groups; the method is Camel's CamelHttpMethod.",
            javaType = "String")
    public static final String PATH = "CamelWhatsapp360Path";

    @Metadata(
            label = "producer",
            description =
                    "Which dead letters the operation is about, instead of the body: ids, with commas between them or as a List, or the word all.",
            javaType = "Object")
    public static final String DEAD_LETTER_ID = "CamelWhatsapp360DeadLetterId";

    @Metadata(
            label = "producer",
            description = "Dead letters are listed from behind this id: that of the last one on the page before.",
            javaType = "Long",
            defaultValue = "0")
    public static final String DEAD_LETTER_AFTER = "CamelWhatsapp360DeadLetterAfter";

    @Metadata(
            label = "producer",
            description = "How many dead letters are listed at most, 1 to 1000.",
            javaType = "Integer",
            defaultValue = "50")
    public static final String DEAD_LETTER_LIMIT = "CamelWhatsapp360DeadLetterLimit";

    @Metadata(
            label = "producer",
            description =
                    "Whether dead letters are listed with their bodies, what was received; all of a page are in memory then.",
            javaType = "Boolean",
            defaultValue = "false")
    public static final String DEAD_LETTER_BODIES = "CamelWhatsapp360DeadLetterBodies";

    // What a send leaves behind.

    @Metadata(
            label = "producer",
            description = "The id of the message sent; the last one of several.",
            javaType = "String")
    public static final String SENT_MESSAGE_ID = "CamelWhatsapp360SentMessageId";

    @Metadata(label = "producer", description = "The ids of all messages sent, in order.", javaType = "java.util.List")
    public static final String SENT_MESSAGE_IDS = "CamelWhatsapp360SentMessageIds";

    @Metadata(
            label = "producer",
            description =
                    "What the API says of a template that it accepted: whether it goes out, is held back for a check of its quality, or is paused. Of several messages the last one that does not go out; absent if the API says nothing.",
            javaType = "String",
            enums = "accepted,held_for_quality_assessment,paused")
    public static final String MESSAGE_STATUS = "CamelWhatsapp360MessageStatus";

    @Metadata(
            label = "producer",
            description = "What became of the send.",
            javaType = "String",
            enums = "accepted,notSent,unknown")
    public static final String SEND_OUTCOME = "CamelWhatsapp360SendOutcome";

    // The customer service window, set by both.

    @Metadata(
            label = "common",
            description =
                    "The customer service window of who wrote, or of the recipient: whether free-form messages are let through.",
            javaType = "String",
            enums = "open,closed,unknown")
    public static final String WINDOW_STATE = "CamelWhatsapp360WindowState";

    @Metadata(
            label = "common",
            description = "Until when that window is open; absent unless it is.",
            javaType = "java.time.Instant")
    public static final String WINDOW_EXPIRES = "CamelWhatsapp360WindowExpires";

    // What the consumer sets; the recipient and the message id are set by both.

    @Metadata(
            label = "common",
            description = "The WhatsApp id of the recipient, as the API answered it, or as a status names it.",
            javaType = "String")
    public static final String RECIPIENT_ID = "CamelWhatsapp360RecipientId";

    @Metadata(label = "consumer", description = "The account that received the event.", javaType = "String")
    public static final String ACCOUNT = "CamelWhatsapp360Account";

    @Metadata(
            label = "consumer",
            description = "The event's family, as the option events names it.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelWhatsapp360EventType";

    @Metadata(
            label = "consumer",
            description = "The event's name: of a message its type, of a status its state, else field and event.",
            javaType = "String")
    public static final String EVENT_NAME = "CamelWhatsapp360EventName";

    @Metadata(label = "consumer", description = "The event's own id.", javaType = "String")
    public static final String EVENT_ID = "CamelWhatsapp360EventId";

    @Metadata(
            label = "common",
            description = "The id of the message that arrived, or that the event is about.",
            javaType = "String")
    public static final String MESSAGE_ID = "CamelWhatsapp360MessageId";

    @Metadata(label = "consumer", description = "The type of the message: text, image ...", javaType = "String")
    public static final String MESSAGE_TYPE = "CamelWhatsapp360MessageType";

    @Metadata(
            label = "common",
            description = "Who wrote, in the form to answer to; the producer's recipient if no other is named.",
            javaType = "String")
    public static final String FROM = "CamelWhatsapp360From";

    @Metadata(label = "consumer", description = "The business-scoped id of who wrote.", javaType = "String")
    public static final String FROM_USER_ID = "CamelWhatsapp360FromUserId";

    @Metadata(label = "consumer", description = "The name that the customer's profile shows.", javaType = "String")
    public static final String CONTACT_NAME = "CamelWhatsapp360ContactName";

    @Metadata(
            label = "consumer",
            description = "When it happened, by WhatsApp's clock.",
            javaType = "java.time.Instant")
    public static final String TIMESTAMP = "CamelWhatsapp360Timestamp";

    @Metadata(
            label = "consumer",
            description = "The API's id of the number that received the event.",
            javaType = "String")
    public static final String PHONE_NUMBER_ID = "CamelWhatsapp360PhoneNumberId";

    @Metadata(
            label = "consumer",
            description = "The number that received the event, as it is displayed.",
            javaType = "String")
    public static final String DISPLAY_PHONE_NUMBER = "CamelWhatsapp360DisplayPhoneNumber";

    @Metadata(
            label = "consumer",
            description = "The id of the message that this one quotes or answers.",
            javaType = "String")
    public static final String CONTEXT_MESSAGE_ID = "CamelWhatsapp360ContextMessageId";

    @Metadata(label = "consumer", description = "The group in which it was written.", javaType = "String")
    public static final String GROUP_ID = "CamelWhatsapp360GroupId";

    @Metadata(
            label = "common",
            description = "The id of the media that the message carries, or that an operation is about.",
            javaType = "String")
    public static final String MEDIA_ID = "CamelWhatsapp360MediaId";

    @Metadata(label = "common", description = "The MIME type of that media.", javaType = "String")
    public static final String MIME_TYPE = "CamelWhatsapp360MimeType";

    @Metadata(
            label = "common",
            description = "The file name of that media, as the customer gave it; a download makes a safe one of it.",
            javaType = "String")
    public static final String MEDIA_FILE_NAME = "CamelWhatsapp360MediaFileName";

    @Metadata(
            label = "consumer",
            description = "The id or payload of the button or row that was tapped.",
            javaType = "String")
    public static final String BUTTON_ID = "CamelWhatsapp360ButtonId";

    @Metadata(label = "consumer", description = "The state that a status event reports.", javaType = "String")
    public static final String STATUS = "CamelWhatsapp360Status";

    @Metadata(label = "consumer", description = "The error code that the event carries.", javaType = "Integer")
    public static final String ERROR_CODE = "CamelWhatsapp360ErrorCode";

    @Metadata(
            label = "consumer",
            description = "Whether the event may have run before: it failed, or the program ended while it ran.",
            javaType = "Boolean")
    public static final String REDELIVERED = "CamelWhatsapp360Redelivered";

    private Whatsapp360Constants() {}
}
