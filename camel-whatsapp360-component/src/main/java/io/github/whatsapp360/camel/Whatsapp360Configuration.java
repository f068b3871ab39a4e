package io.github.whatsapp360.camel;

import io.github.whatsapp360.message.MessageCategory;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The options, as Camel sets them: an account's, and those of one endpoint. Read once, when something starts; nothing but
 * this package sees it.
 *
 * <p>Confined to the thread that configures.
 */
@UriParams
public class Whatsapp360Configuration extends AccountConfiguration implements Cloneable {

    @UriParam(label = "producer", description = "The recipient, unless the header CamelWhatsapp360To names one.")
    private @Nullable String to;

    @UriParam(label = "producer", defaultValue = "send", description = "What the producer does.")
    private Whatsapp360Operations operation = Whatsapp360Operations.send;

    @UriParam(label = "producer", description = "Send the body as this template, unless a header names one.")
    private @Nullable String templateName;

    @UriParam(label = "producer", description = "The template's language, for example en_US.")
    private @Nullable String templateLanguage;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Whether a text longer than 4096 characters is sent as several messages; else it fails and nothing is sent.")
    private boolean splitLongText = true;

    @UriParam(
            label = "producer",
            defaultValue = "fail",
            description =
                    "What to do with a free-form message while the customer service window is closed: fail with a WindowClosedException and send nothing, send windowTemplate instead, send it with category=utility (directSend), or send it anyway.")
    private WhenWindowClosed whenWindowClosed = WhenWindowClosed.fail;

    @UriParam(
            label = "producer",
            description =
                    "The template for whenWindowClosed=template, name and language as in reminder/en_US. If its body takes exactly one parameter, that is the text of the message.")
    private @Nullable String windowTemplate;

    @UriParam(
            label = "producer",
            description =
                    "What messages are for, unless the header CamelWhatsapp360Category says it: utility and authentication are sent outside the customer service window without a template (Direct Send), service is as without. Templates and reactions are sent without it.")
    private @Nullable MessageCategory category;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description =
                    "How long WhatsApp tries to deliver a message with a category: 30s to 12h for utility, 30s to 15m for authentication; WhatsApp's own time if it is not set. After that it is dropped, and no status says so.")
    private long timeToLive;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Whether a message is checked against WhatsApp's limits before it is sent; one that breaks them fails and nothing is sent.")
    private boolean validate = true;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Which headers of the exchange become HTTP headers of the request of the operation call; none without it. HTTP headers of a delivery never become headers of an exchange.")
    private @Nullable HeaderFilterStrategy headerFilterStrategy;

    @UriParam(
            label = "consumer",
            description =
                    "Whether the file of an event, such as a picture, a voice note or a document, is downloaded before the route runs and attached to the exchange (camel-attachments). When that fails, the exchange fails.")
    private boolean downloadMedia;

    @UriParam(
            label = "consumer",
            description =
                    "Whether each message is marked as read, with the two blue ticks, before the route runs. Nothing happens to the route when that fails.")
    private boolean markAsRead;

    @UriParam(
            label = "consumer",
            description =
                    "Whether the customer sees somebody typing while the route runs, until it has answered or 25 seconds have passed. Marks the message as read too.")
    private boolean typingIndicator;

    @UriParam(
            label = "consumer",
            defaultValue = "message",
            description =
                    "The families of events that this consumer takes, separated by commas, or all: message, status, error, userAction, call, template, account, flow, group, user, echo, history, handover, partner, unknown. A family can be narrowed, as in status:failed.")
    private String events = "message";

    @UriParam(
            label = "consumer",
            description =
                    "Name of this consumer's durable subscription: events are kept for it while its route is stopped. The route's id if the route has one of its own, else what events says. Two consumers of an account must not have the same.")
    private @Nullable String subscription;

    /** An independent copy. */
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
